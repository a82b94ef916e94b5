// Written by scripts/generate/sandbox/schema.ts from a real API server; sandbox/api/fields.ts reads it.
export const SCHEMA = "AWSElasticBlockStoreVolumeSource\n\
 fsType string\n\
 partition int32\n\
 readOnly bool\n\
 volumeID string written\n\
Affinity\n\
 nodeAffinity NodeAffinity kept\n\
 podAffinity PodAffinity kept\n\
 podAntiAffinity PodAntiAffinity kept\n\
AggregationRule\n\
 clusterRoleSelectors []LabelSelector\n\
AppArmorProfile\n\
 localhostProfile string kept\n\
 type string go=v1.AppArmorProfileType written\n\
AttachedVolume\n\
 devicePath string written\n\
 name string go=v1.UniqueVolumeName written\n\
AuditAnnotation\n\
 key string written\n\
 valueExpression string written\n\
AzureDiskVolumeSource\n\
 cachingMode string go=v1.AzureDataDiskCachingMode kept default=\"ReadWrite\"\n\
 diskName string written\n\
 diskURI string written\n\
 fsType string kept default=\"ext4\"\n\
 kind string go=v1.AzureDataDiskKind kept default=\"Shared\"\n\
 readOnly bool written\n\
AzureFileVolumeSource\n\
 readOnly bool\n\
 secretName string written\n\
 shareName string written\n\
CSIVolumeSource\n\
 driver string written\n\
 fsType string kept\n\
 nodePublishSecretRef LocalObjectReference kept\n\
 readOnly bool kept\n\
 volumeAttributes map:string\n\
Capabilities\n\
 add []string go=[]v1.Capability\n\
 drop []string go=[]v1.Capability\n\
CephFSVolumeSource\n\
 monitors []string null\n\
 path string\n\
 readOnly bool\n\
 secretFile string\n\
 secretRef LocalObjectReference kept\n\
 user string\n\
CinderVolumeSource\n\
 fsType string\n\
 readOnly bool\n\
 secretRef LocalObjectReference kept\n\
 volumeID string written\n\
ClientIPConfig\n\
 timeoutSeconds int32\n\
ClusterRole\n\
 aggregationRule AggregationRule kept\n\
 apiVersion string\n\
 kind string\n\
 metadata ObjectMeta written\n\
 rules []PolicyRule null\n\
ClusterRoleBinding\n\
 apiVersion string\n\
 kind string\n\
 metadata ObjectMeta written\n\
 roleRef RoleRef written\n\
 subjects []Subject\n\
ClusterTrustBundleProjection\n\
 labelSelector LabelSelector kept\n\
 name string kept\n\
 optional bool kept\n\
 path string written\n\
 signerName string kept\n\
Condition\n\
 lastTransitionTime Time null\n\
 message string written\n\
 observedGeneration int64\n\
 reason string written\n\
 status string go=v1.ConditionStatus written\n\
 type string written\n\
ConfigMap\n\
 apiVersion string\n\
 binaryData map:bytes\n\
 data map:string\n\
 immutable bool kept\n\
 kind string\n\
 metadata ObjectMeta written\n\
ConfigMapEnvSource\n\
 name string in=LocalObjectReference\n\
 optional bool kept\n\
ConfigMapKeySelector atomic\n\
 key string written\n\
 name string in=LocalObjectReference\n\
 optional bool kept\n\
ConfigMapNodeConfigSource\n\
 kubeletConfigKey string written\n\
 name string written\n\
 namespace string written\n\
 resourceVersion string\n\
 uid string go=types.UID\n\
ConfigMapProjection\n\
 items []KeyToPath\n\
 name string in=LocalObjectReference\n\
 optional bool kept\n\
ConfigMapVolumeSource\n\
 defaultMode int32 kept default=420\n\
 items []KeyToPath\n\
 name string in=LocalObjectReference\n\
 optional bool kept\n\
Container\n\
 args []string\n\
 command []string\n\
 env []EnvVar map=name patch=merge by=name\n\
 envFrom []EnvFromSource\n\
 image string\n\
 imagePullPolicy string go=v1.PullPolicy\n\
 lifecycle Lifecycle kept\n\
 livenessProbe Probe kept\n\
 name string written\n\
 ports []ContainerPort map=containerPort,protocol patch=merge by=containerPort\n\
 readinessProbe Probe kept\n\
 resizePolicy []ContainerResizePolicy\n\
 resources ResourceRequirements written\n\
 restartPolicy string go=v1.ContainerRestartPolicy kept\n\
 restartPolicyRules []ContainerRestartRule\n\
 securityContext SecurityContext kept\n\
 startupProbe Probe kept\n\
 stdin bool\n\
 stdinOnce bool\n\
 terminationMessagePath string default=\"/dev/termination-log\"\n\
 terminationMessagePolicy string go=v1.TerminationMessagePolicy default=\"File\"\n\
 tty bool\n\
 volumeDevices []VolumeDevice map=devicePath patch=merge by=devicePath\n\
 volumeMounts []VolumeMount map=mountPath patch=merge by=mountPath\n\
 workingDir string\n\
ContainerExtendedResourceRequest\n\
 containerName string written\n\
 requestName string written\n\
 resourceName string written\n\
ContainerImage\n\
 names []string null\n\
 sizeBytes int64\n\
ContainerPort\n\
 containerPort int32 written\n\
 hostIP string\n\
 hostPort int32\n\
 name string\n\
 protocol string go=v1.Protocol default=\"TCP\"\n\
ContainerResizePolicy\n\
 resourceName string go=v1.ResourceName written\n\
 restartPolicy string go=v1.ResourceResizeRestartPolicy written\n\
ContainerRestartRule\n\
 action string go=v1.ContainerRestartRuleAction\n\
 exitCodes ContainerRestartRuleOnExitCodes kept\n\
ContainerRestartRuleOnExitCodes\n\
 operator string go=v1.ContainerRestartRuleOnExitCodesOperator\n\
 values []int32 set\n\
ContainerState\n\
 running ContainerStateRunning kept\n\
 terminated ContainerStateTerminated kept\n\
 waiting ContainerStateWaiting kept\n\
ContainerStateRunning\n\
 startedAt Time null\n\
ContainerStateTerminated\n\
 containerID string\n\
 exitCode int32 written\n\
 finishedAt Time null\n\
 message string\n\
 reason string\n\
 signal int32\n\
 startedAt Time null\n\
ContainerStateWaiting\n\
 message string\n\
 reason string\n\
ContainerStatus\n\
 allocatedResources map:Quantity go=v1.ResourceList\n\
 allocatedResourcesStatus []ResourceStatus map=name patch=merge by=name\n\
 containerID string\n\
 image string written\n\
 imageID string written\n\
 lastState ContainerState written\n\
 name string written\n\
 ready bool written\n\
 resources ResourceRequirements kept\n\
 restartCount int32 written\n\
 started bool kept\n\
 state ContainerState written\n\
 stopSignal string go=v1.Signal kept\n\
 user ContainerUser kept\n\
 volumeMounts []VolumeMountStatus map=mountPath patch=merge by=mountPath\n\
ContainerUser\n\
 linux LinuxContainerUser kept\n\
ControllerRevision\n\
 apiVersion string\n\
 data any null\n\
 kind string\n\
 metadata ObjectMeta written\n\
 revision int64 written\n\
CronJob\n\
 apiVersion string\n\
 kind string\n\
 metadata ObjectMeta written\n\
 spec CronJobSpec written\n\
 status CronJobStatus written\n\
CronJobSpec\n\
 concurrencyPolicy string go=v1.ConcurrencyPolicy default=\"Allow\"\n\
 failedJobsHistoryLimit int32 kept default=1\n\
 jobTemplate JobTemplateSpec written\n\
 schedule string written\n\
 startingDeadlineSeconds int64 kept\n\
 successfulJobsHistoryLimit int32 kept default=3\n\
 suspend bool filled\n\
 timeZone string kept\n\
CronJobStatus\n\
 active []ObjectReference\n\
 lastScheduleTime Time\n\
 lastSuccessfulTime Time\n\
CustomResourceColumnDefinition\n\
 description string\n\
 format string\n\
 jsonPath string written\n\
 name string written\n\
 priority int32\n\
 type string written\n\
CustomResourceConversion\n\
 strategy string go=v1.ConversionStrategyType kept\n\
 webhook WebhookConversion kept\n\
CustomResourceDefinition\n\
 apiVersion string\n\
 kind string\n\
 metadata ObjectMeta written\n\
 spec CustomResourceDefinitionSpec written\n\
 status CustomResourceDefinitionStatus written\n\
CustomResourceDefinitionCondition\n\
 lastTransitionTime Time null\n\
 message string\n\
 observedGeneration int64\n\
 reason string\n\
 status string go=v1.ConditionStatus written\n\
 type string go=v1.CustomResourceDefinitionConditionType written\n\
CustomResourceDefinitionNames\n\
 categories []string\n\
 kind string written\n\
 listKind string\n\
 plural string written\n\
 shortNames []string\n\
 singular string\n\
CustomResourceDefinitionSpec\n\
 conversion CustomResourceConversion filled\n\
 group string written\n\
 names CustomResourceDefinitionNames written\n\
 preserveUnknownFields bool\n\
 scope string go=v1.ResourceScope written\n\
 versions []CustomResourceDefinitionVersion null\n\
CustomResourceDefinitionStatus\n\
 acceptedNames CustomResourceDefinitionNames written\n\
 conditions []CustomResourceDefinitionCondition map=type null\n\
 observedGeneration int64\n\
 storedVersions []string null\n\
CustomResourceDefinitionVersion\n\
 additionalPrinterColumns []CustomResourceColumnDefinition\n\
 deprecated bool\n\
 deprecationWarning string kept\n\
 name string written\n\
 schema CustomResourceValidation kept\n\
 selectableFields []SelectableField\n\
 served bool written\n\
 storage bool written\n\
 subresources CustomResourceSubresources kept\n\
CustomResourceSubresourceScale\n\
 labelSelectorPath string kept\n\
 specReplicasPath string written\n\
 statusReplicasPath string written\n\
CustomResourceSubresources\n\
 scale CustomResourceSubresourceScale kept\n\
 status CustomResourceSubresourceStatus\n\
CustomResourceValidation\n\
 openAPIV3Schema JSONSchemaProps kept\n\
DaemonEndpoint\n\
 Port int32 written\n\
DaemonSet\n\
 apiVersion string\n\
 kind string\n\
 metadata ObjectMeta written\n\
 spec DaemonSetSpec written\n\
 status DaemonSetStatus written\n\
DaemonSetCondition\n\
 lastTransitionTime Time null\n\
 message string\n\
 reason string\n\
 status string go=v1.ConditionStatus written\n\
 type string go=v1.DaemonSetConditionType written\n\
DaemonSetSpec\n\
 minReadySeconds int32\n\
 revisionHistoryLimit int32 kept default=10\n\
 selector LabelSelector null\n\
 template PodTemplateSpec written\n\
 updateStrategy DaemonSetUpdateStrategy written\n\
DaemonSetStatus\n\
 collisionCount int32 kept\n\
 conditions []DaemonSetCondition map=type patch=merge by=type\n\
 currentNumberScheduled int32 written\n\
 desiredNumberScheduled int32 written\n\
 numberAvailable int32\n\
 numberMisscheduled int32 written\n\
 numberReady int32 written\n\
 numberUnavailable int32\n\
 observedGeneration int64\n\
 updatedNumberScheduled int32\n\
DaemonSetUpdateStrategy\n\
 rollingUpdate RollingUpdateDaemonSet kept\n\
 type string go=v1.DaemonSetUpdateStrategyType default=\"RollingUpdate\"\n\
Deployment\n\
 apiVersion string\n\
 kind string\n\
 metadata ObjectMeta written\n\
 spec DeploymentSpec written\n\
 status DeploymentStatus written\n\
DeploymentCondition\n\
 lastTransitionTime Time null\n\
 lastUpdateTime Time null\n\
 message string\n\
 reason string\n\
 status string go=v1.ConditionStatus written\n\
 type string go=v1.DeploymentConditionType written\n\
DeploymentSpec\n\
 minReadySeconds int32\n\
 paused bool\n\
 progressDeadlineSeconds int32 kept default=600\n\
 replicas int32 kept default=1\n\
 revisionHistoryLimit int32 kept default=10\n\
 selector LabelSelector null\n\
 strategy DeploymentStrategy patch=retainKeys written\n\
 template PodTemplateSpec written\n\
DeploymentStatus\n\
 availableReplicas int32\n\
 collisionCount int32 kept\n\
 conditions []DeploymentCondition map=type patch=merge by=type\n\
 observedGeneration int64\n\
 readyReplicas int32\n\
 replicas int32\n\
 terminatingReplicas int32 kept\n\
 unavailableReplicas int32\n\
 updatedReplicas int32\n\
DeploymentStrategy\n\
 rollingUpdate RollingUpdateDeployment kept\n\
 type string go=v1.DeploymentStrategyType default=\"RollingUpdate\"\n\
DownwardAPIProjection\n\
 items []DownwardAPIVolumeFile\n\
DownwardAPIVolumeFile\n\
 fieldRef ObjectFieldSelector kept\n\
 mode int32 kept\n\
 path string written\n\
 resourceFieldRef ResourceFieldSelector kept\n\
DownwardAPIVolumeSource\n\
 defaultMode int32 kept default=420\n\
 items []DownwardAPIVolumeFile\n\
EmptyDirVolumeSource\n\
 medium string go=v1.StorageMedium\n\
 sizeLimit Quantity\n\
Endpoint\n\
 addresses []string set null\n\
 conditions EndpointConditions written\n\
 deprecatedTopology map:string\n\
 hints EndpointHints kept\n\
 hostname string kept\n\
 nodeName string kept\n\
 targetRef ObjectReference kept\n\
 zone string kept\n\
EndpointConditions\n\
 ready bool kept\n\
 serving bool kept\n\
 terminating bool kept\n\
EndpointHints\n\
 forNodes []ForNode\n\
 forZones []ForZone\n\
EndpointPort atomic\n\
 appProtocol string kept\n\
 name string filled\n\
 port int32 kept\n\
 protocol string go=v1.Protocol kept default=\"TCP\"\n\
EndpointSlice\n\
 addressType string go=v1.AddressType written\n\
 apiVersion string\n\
 endpoints []Endpoint null\n\
 kind string\n\
 metadata ObjectMeta written\n\
 ports []EndpointPort null\n\
EnvFromSource\n\
 configMapRef ConfigMapEnvSource kept\n\
 prefix string\n\
 secretRef SecretEnvSource kept\n\
EnvVar\n\
 name string written\n\
 value string\n\
 valueFrom EnvVarSource kept\n\
EnvVarSource\n\
 configMapKeyRef ConfigMapKeySelector kept\n\
 fieldRef ObjectFieldSelector kept\n\
 fileKeyRef FileKeySelector kept\n\
 resourceFieldRef ResourceFieldSelector kept\n\
 secretKeyRef SecretKeySelector kept\n\
EphemeralContainer\n\
 args []string in=EphemeralContainerCommon\n\
 command []string in=EphemeralContainerCommon\n\
 env []EnvVar map=name patch=merge by=name in=EphemeralContainerCommon\n\
 envFrom []EnvFromSource in=EphemeralContainerCommon\n\
 image string in=EphemeralContainerCommon\n\
 imagePullPolicy string in=EphemeralContainerCommon go=v1.PullPolicy\n\
 lifecycle Lifecycle in=EphemeralContainerCommon kept\n\
 livenessProbe Probe in=EphemeralContainerCommon kept\n\
 name string in=EphemeralContainerCommon written\n\
 ports []ContainerPort map=containerPort,protocol patch=merge by=containerPort in=EphemeralContainerCommon\n\
 readinessProbe Probe in=EphemeralContainerCommon kept\n\
 resizePolicy []ContainerResizePolicy in=EphemeralContainerCommon\n\
 resources ResourceRequirements in=EphemeralContainerCommon written\n\
 restartPolicy string in=EphemeralContainerCommon go=v1.ContainerRestartPolicy kept\n\
 restartPolicyRules []ContainerRestartRule in=EphemeralContainerCommon\n\
 securityContext SecurityContext in=EphemeralContainerCommon kept\n\
 startupProbe Probe in=EphemeralContainerCommon kept\n\
 stdin bool in=EphemeralContainerCommon\n\
 stdinOnce bool in=EphemeralContainerCommon\n\
 targetContainerName string\n\
 terminationMessagePath string in=EphemeralContainerCommon default=\"/dev/termination-log\"\n\
 terminationMessagePolicy string in=EphemeralContainerCommon go=v1.TerminationMessagePolicy default=\"File\"\n\
 tty bool in=EphemeralContainerCommon\n\
 volumeDevices []VolumeDevice map=devicePath patch=merge by=devicePath in=EphemeralContainerCommon\n\
 volumeMounts []VolumeMount map=mountPath patch=merge by=mountPath in=EphemeralContainerCommon\n\
 workingDir string in=EphemeralContainerCommon\n\
EphemeralVolumeSource\n\
 volumeClaimTemplate PersistentVolumeClaimTemplate kept\n\
Event\n\
 action string\n\
 apiVersion string\n\
 count int32\n\
 eventTime MicroTime null\n\
 firstTimestamp Time null\n\
 involvedObject ObjectReference written\n\
 kind string\n\
 lastTimestamp Time null\n\
 message string\n\
 metadata ObjectMeta written\n\
 reason string\n\
 related ObjectReference kept\n\
 reportingComponent string written\n\
 reportingInstance string written\n\
 series EventSeries kept\n\
 source EventSource written\n\
 type string\n\
EventSeries\n\
 count int32\n\
 lastObservedTime MicroTime null\n\
EventSource\n\
 component string\n\
 host string\n\
ExecAction\n\
 command []string\n\
ExpressionWarning\n\
 fieldRef string written\n\
 warning string written\n\
ExternalDocumentation\n\
 description string\n\
 url string\n\
FCVolumeSource\n\
 fsType string\n\
 lun int32 kept\n\
 readOnly bool\n\
 targetWWNs []string\n\
 wwids []string\n\
FileKeySelector atomic\n\
 key string written\n\
 optional bool written\n\
 path string written\n\
 volumeName string written\n\
FlexVolumeSource\n\
 driver string written\n\
 fsType string\n\
 options map:string\n\
 readOnly bool\n\
 secretRef LocalObjectReference kept\n\
FlockerVolumeSource\n\
 datasetName string\n\
 datasetUUID string\n\
ForNode\n\
 name string written\n\
ForZone\n\
 name string written\n\
GCEPersistentDiskVolumeSource\n\
 fsType string\n\
 partition int32\n\
 pdName string written\n\
 readOnly bool\n\
GRPCAction\n\
 port int32 written\n\
 service string written\n\
GitRepoVolumeSource\n\
 directory string\n\
 repository string written\n\
 revision string\n\
GlusterfsVolumeSource\n\
 endpoints string written\n\
 path string written\n\
 readOnly bool\n\
HTTPGetAction\n\
 host string\n\
 httpHeaders []HTTPHeader\n\
 path string default=\"/\"\n\
 port IntOrString filled\n\
 scheme string go=v1.URIScheme default=\"HTTP\"\n\
HTTPHeader\n\
 name string written\n\
 value string written\n\
HostAlias\n\
 hostnames []string\n\
 ip string written\n\
HostIP\n\
 ip string written\n\
HostPathVolumeSource\n\
 path string written\n\
 type string go=v1.HostPathType filled\n\
ISCSIVolumeSource\n\
 chapAuthDiscovery bool\n\
 chapAuthSession bool\n\
 fsType string\n\
 initiatorName string kept\n\
 iqn string written\n\
 iscsiInterface string default=\"default\"\n\
 lun int32 written\n\
 portals []string\n\
 readOnly bool\n\
 secretRef LocalObjectReference kept\n\
 targetPortal string written\n\
ImageVolumeSource\n\
 pullPolicy string go=v1.PullPolicy\n\
 reference string\n\
ImageVolumeStatus\n\
 imageRef string\n\
JSONSchemaProps\n\
 $ref string kept\n\
 $schema string go=v1.JSONSchemaURL\n\
 additionalItems any\n\
 additionalProperties any\n\
 allOf []JSONSchemaProps\n\
 anyOf []JSONSchemaProps\n\
 default any\n\
 definitions map:JSONSchemaProps go=v1.JSONSchemaDefinitions\n\
 dependencies map:any go=v1.JSONSchemaDependencies\n\
 description string\n\
 enum []any go=[]v1.JSON\n\
 example any\n\
 exclusiveMaximum bool\n\
 exclusiveMinimum bool\n\
 externalDocs ExternalDocumentation kept\n\
 format string\n\
 id string\n\
 items any\n\
 maxItems int64 kept\n\
 maxLength int64 kept\n\
 maxProperties int64 kept\n\
 maximum float64 kept\n\
 minItems int64 kept\n\
 minLength int64 kept\n\
 minProperties int64 kept\n\
 minimum float64 kept\n\
 multipleOf float64 kept\n\
 not JSONSchemaProps kept\n\
 nullable bool\n\
 oneOf []JSONSchemaProps\n\
 pattern string\n\
 patternProperties map:JSONSchemaProps\n\
 properties map:JSONSchemaProps\n\
 required []string\n\
 title string\n\
 type string\n\
 uniqueItems bool\n\
 x-kubernetes-embedded-resource bool\n\
 x-kubernetes-int-or-string bool\n\
 x-kubernetes-list-map-keys []string\n\
 x-kubernetes-list-type string kept\n\
 x-kubernetes-map-type string kept\n\
 x-kubernetes-preserve-unknown-fields bool kept\n\
 x-kubernetes-validations []ValidationRule map=rule patch=merge by=rule go=v1.ValidationRules\n\
Job\n\
 apiVersion string\n\
 kind string\n\
 metadata ObjectMeta written\n\
 spec JobSpec written\n\
 status JobStatus written\n\
JobCondition\n\
 lastProbeTime Time null\n\
 lastTransitionTime Time null\n\
 message string\n\
 reason string\n\
 status string go=v1.ConditionStatus written\n\
 type string go=v1.JobConditionType written\n\
JobSpec\n\
 activeDeadlineSeconds int64 kept\n\
 backoffLimit int32 kept\n\
 backoffLimitPerIndex int32 kept\n\
 completionMode string go=v1.CompletionMode kept\n\
 completions int32 kept\n\
 managedBy string kept\n\
 manualSelector bool kept\n\
 maxFailedIndexes int32 kept\n\
 parallelism int32 kept\n\
 podFailurePolicy PodFailurePolicy kept\n\
 podReplacementPolicy string go=v1.PodReplacementPolicy kept\n\
 selector LabelSelector kept\n\
 successPolicy SuccessPolicy kept\n\
 suspend bool kept\n\
 template PodTemplateSpec written\n\
 ttlSecondsAfterFinished int32 kept\n\
JobStatus\n\
 active int32\n\
 completedIndexes string\n\
 completionTime Time\n\
 conditions []JobCondition patch=merge by=type\n\
 failed int32\n\
 failedIndexes string kept\n\
 ready int32 kept\n\
 startTime Time\n\
 succeeded int32\n\
 terminating int32 kept\n\
 uncountedTerminatedPods UncountedTerminatedPods kept\n\
JobTemplateSpec\n\
 metadata ObjectMeta written\n\
 spec JobSpec written\n\
KeyToPath\n\
 key string written\n\
 mode int32 kept\n\
 path string written\n\
LabelSelector atomic\n\
 matchExpressions []LabelSelectorRequirement\n\
 matchLabels map:string\n\
LabelSelectorRequirement\n\
 key string written\n\
 operator string go=v1.LabelSelectorOperator written\n\
 values []string\n\
Lease\n\
 apiVersion string\n\
 kind string\n\
 metadata ObjectMeta written\n\
 spec LeaseSpec written\n\
LeaseSpec\n\
 acquireTime MicroTime\n\
 holderIdentity string kept\n\
 leaseDurationSeconds int32 kept\n\
 leaseTransitions int32 kept\n\
 preferredHolder string kept\n\
 renewTime MicroTime\n\
 strategy string go=v1.CoordinatedLeaseStrategy kept\n\
Lifecycle\n\
 postStart LifecycleHandler kept\n\
 preStop LifecycleHandler kept\n\
 stopSignal string go=v1.Signal kept\n\
LifecycleHandler\n\
 exec ExecAction kept\n\
 httpGet HTTPGetAction kept\n\
 sleep SleepAction kept\n\
 tcpSocket TCPSocketAction kept\n\
LimitRange\n\
 apiVersion string\n\
 kind string\n\
 metadata ObjectMeta written\n\
 spec LimitRangeSpec written\n\
LimitRangeItem\n\
 default map:Quantity go=v1.ResourceList\n\
 defaultRequest map:Quantity go=v1.ResourceList\n\
 max map:Quantity go=v1.ResourceList\n\
 maxLimitRequestRatio map:Quantity go=v1.ResourceList\n\
 min map:Quantity go=v1.ResourceList\n\
 type string go=v1.LimitType written\n\
LimitRangeSpec\n\
 limits []LimitRangeItem null\n\
LinuxContainerUser\n\
 gid int64 written\n\
 supplementalGroups []int64\n\
 uid int64 written\n\
LoadBalancerIngress\n\
 hostname string\n\
 ip string\n\
 ipMode string go=v1.LoadBalancerIPMode kept\n\
 ports []PortStatus\n\
LoadBalancerStatus\n\
 ingress []LoadBalancerIngress\n\
LocalObjectReference atomic\n\
 name string\n\
ManagedFieldsEntry\n\
 apiVersion string\n\
 fieldsType string\n\
 fieldsV1 any kept\n\
 manager string\n\
 operation string go=v1.ManagedFieldsOperationType\n\
 subresource string\n\
 time Time\n\
MatchCondition\n\
 expression string written\n\
 name string written\n\
MatchResources atomic\n\
 excludeResourceRules []NamedRuleWithOperations\n\
 matchPolicy string go=v1.MatchPolicyType\n\
 namespaceSelector LabelSelector\n\
 objectSelector LabelSelector\n\
 resourceRules []NamedRuleWithOperations\n\
ModifyVolumeStatus\n\
 status string go=v1.PersistentVolumeClaimModifyVolumeStatus written\n\
 targetVolumeAttributesClassName string\n\
MutatingWebhook\n\
 admissionReviewVersions []string\n\
 clientConfig WebhookClientConfig written\n\
 failurePolicy string go=v1.FailurePolicyType\n\
 matchConditions []MatchCondition map=name patch=merge by=name\n\
 matchPolicy string go=v1.MatchPolicyType\n\
 name string written\n\
 namespaceSelector LabelSelector\n\
 objectSelector LabelSelector\n\
 reinvocationPolicy string go=v1.ReinvocationPolicyType\n\
 rules []RuleWithOperations\n\
 sideEffects string go=v1.SideEffectClass\n\
 timeoutSeconds int32\n\
MutatingWebhookConfiguration\n\
 apiVersion string\n\
 kind string\n\
 metadata ObjectMeta written\n\
 webhooks []MutatingWebhook map=name patch=merge by=name\n\
NFSVolumeSource\n\
 path string written\n\
 readOnly bool\n\
 server string written\n\
NamedRuleWithOperations atomic\n\
 apiGroups []string in=Rule\n\
 apiVersions []string in=Rule\n\
 operations []string in=RuleWithOperations go=[]v1.OperationType\n\
 resourceNames []string\n\
 resources []string in=Rule\n\
 scope string in=Rule go=v1.ScopeType\n\
Namespace\n\
 apiVersion string\n\
 kind string\n\
 metadata ObjectMeta written\n\
 spec NamespaceSpec written\n\
 status NamespaceStatus written\n\
NamespaceCondition\n\
 lastTransitionTime Time null\n\
 message string\n\
 reason string\n\
 status string go=v1.ConditionStatus written\n\
 type string go=v1.NamespaceConditionType written\n\
NamespaceSpec\n\
 finalizers []string go=[]v1.FinalizerName\n\
NamespaceStatus\n\
 conditions []NamespaceCondition map=type patch=merge by=type\n\
 phase string go=v1.NamespacePhase default=\"Active\"\n\
Node\n\
 apiVersion string\n\
 kind string\n\
 metadata ObjectMeta written\n\
 spec NodeSpec written\n\
 status NodeStatus written\n\
NodeAddress\n\
 address string written\n\
 type string go=v1.NodeAddressType written\n\
NodeAffinity\n\
 preferredDuringSchedulingIgnoredDuringExecution []PreferredSchedulingTerm\n\
 requiredDuringSchedulingIgnoredDuringExecution NodeSelector kept\n\
NodeAllocatableResourceClaimStatus\n\
 containers []string set\n\
 resourceClaimName string written\n\
 resources map:Quantity go=map[v1.ResourceName]resource.Quantity null\n\
NodeCondition\n\
 lastHeartbeatTime Time null\n\
 lastTransitionTime Time null\n\
 message string\n\
 reason string\n\
 status string go=v1.ConditionStatus written\n\
 type string go=v1.NodeConditionType written\n\
NodeConfigSource\n\
 configMap ConfigMapNodeConfigSource kept\n\
NodeConfigStatus\n\
 active NodeConfigSource kept\n\
 assigned NodeConfigSource kept\n\
 error string\n\
 lastKnownGood NodeConfigSource kept\n\
NodeDaemonEndpoints\n\
 kubeletEndpoint DaemonEndpoint written\n\
NodeFeatures\n\
 supplementalGroupsPolicy bool kept\n\
NodeRuntimeHandler\n\
 features NodeRuntimeHandlerFeatures kept\n\
 name string written\n\
NodeRuntimeHandlerFeatures\n\
 recursiveReadOnlyMounts bool kept\n\
 userNamespaces bool kept\n\
NodeSelector atomic\n\
 nodeSelectorTerms []NodeSelectorTerm null\n\
NodeSelectorRequirement\n\
 key string written\n\
 operator string go=v1.NodeSelectorOperator written\n\
 values []string\n\
NodeSelectorTerm atomic\n\
 matchExpressions []NodeSelectorRequirement\n\
 matchFields []NodeSelectorRequirement\n\
NodeSpec\n\
 configSource NodeConfigSource kept\n\
 externalID string\n\
 podCIDR string\n\
 podCIDRs []string set patch=merge\n\
 providerID string\n\
 taints []Taint\n\
 unschedulable bool\n\
NodeStatus\n\
 addresses []NodeAddress map=type patch=merge by=type\n\
 allocatable map:Quantity go=v1.ResourceList\n\
 capacity map:Quantity go=v1.ResourceList\n\
 conditions []NodeCondition map=type patch=merge by=type\n\
 config NodeConfigStatus kept\n\
 daemonEndpoints NodeDaemonEndpoints written\n\
 declaredFeatures []string\n\
 features NodeFeatures kept\n\
 images []ContainerImage\n\
 nodeInfo NodeSystemInfo written\n\
 phase string go=v1.NodePhase\n\
 runtimeHandlers []NodeRuntimeHandler\n\
 volumesAttached []AttachedVolume\n\
 volumesInUse []string go=[]v1.UniqueVolumeName\n\
NodeSwapStatus\n\
 capacity int64 kept\n\
NodeSystemInfo\n\
 architecture string written\n\
 bootID string written\n\
 containerRuntimeVersion string written\n\
 kernelVersion string written\n\
 kubeProxyVersion string written\n\
 kubeletVersion string written\n\
 machineID string written\n\
 operatingSystem string written\n\
 osImage string written\n\
 swap NodeSwapStatus kept\n\
 systemUUID string written\n\
ObjectFieldSelector atomic\n\
 apiVersion string default=\"v1\"\n\
 fieldPath string written\n\
ObjectMeta\n\
 annotations map:string\n\
 creationTimestamp Time\n\
 deletionGracePeriodSeconds int64\n\
 deletionTimestamp Time\n\
 finalizers []string set patch=merge\n\
 generateName string\n\
 generation int64\n\
 labels map:string\n\
 managedFields []ManagedFieldsEntry\n\
 name string\n\
 namespace string\n\
 ownerReferences []OwnerReference map=uid patch=merge by=uid\n\
 resourceVersion string\n\
 selfLink string\n\
 uid string go=types.UID\n\
ObjectReference atomic\n\
 apiVersion string\n\
 fieldPath string\n\
 kind string\n\
 name string\n\
 namespace string\n\
 resourceVersion string\n\
 uid string go=types.UID\n\
OwnerReference atomic\n\
 apiVersion string written\n\
 blockOwnerDeletion bool kept\n\
 controller bool kept\n\
 kind string written\n\
 name string written\n\
 uid string go=types.UID written\n\
ParamKind atomic\n\
 apiVersion string\n\
 kind string\n\
ParamRef atomic\n\
 name string\n\
 namespace string\n\
 parameterNotFoundAction string go=v1.ParameterNotFoundActionType\n\
 selector LabelSelector\n\
PersistentVolumeClaim\n\
 apiVersion string in=TypeMeta default=\"v1\"\n\
 kind string in=TypeMeta default=\"PersistentVolumeClaim\"\n\
 metadata ObjectMeta written\n\
 spec PersistentVolumeClaimSpec written\n\
 status PersistentVolumeClaimStatus written\n\
PersistentVolumeClaimCondition\n\
 lastProbeTime Time null\n\
 lastTransitionTime Time null\n\
 message string\n\
 reason string\n\
 status string go=v1.ConditionStatus written\n\
 type string go=v1.PersistentVolumeClaimConditionType written\n\
PersistentVolumeClaimSpec\n\
 accessModes []string go=[]v1.PersistentVolumeAccessMode\n\
 dataSource TypedLocalObjectReference kept\n\
 dataSourceRef TypedObjectReference kept\n\
 resources VolumeResourceRequirements written\n\
 selector LabelSelector kept\n\
 storageClassName string kept\n\
 volumeAttributesClassName string kept\n\
 volumeMode string go=v1.PersistentVolumeMode kept default=\"Filesystem\"\n\
 volumeName string\n\
PersistentVolumeClaimStatus\n\
 accessModes []string go=[]v1.PersistentVolumeAccessMode\n\
 allocatedResourceStatuses map:string go=map[v1.ResourceName]v1.ClaimResourceStatus\n\
 allocatedResources map:Quantity go=v1.ResourceList\n\
 capacity map:Quantity go=v1.ResourceList\n\
 conditions []PersistentVolumeClaimCondition map=type patch=merge by=type\n\
 currentVolumeAttributesClassName string kept\n\
 modifyVolumeStatus ModifyVolumeStatus kept\n\
 phase string go=v1.PersistentVolumeClaimPhase default=\"Pending\"\n\
PersistentVolumeClaimTemplate\n\
 metadata ObjectMeta written\n\
 spec PersistentVolumeClaimSpec written\n\
PersistentVolumeClaimVolumeSource\n\
 claimName string written\n\
 readOnly bool\n\
PhotonPersistentDiskVolumeSource\n\
 fsType string\n\
 pdID string written\n\
Pod\n\
 apiVersion string\n\
 kind string\n\
 metadata ObjectMeta written\n\
 spec PodSpec written\n\
 status PodStatus written\n\
PodAffinity\n\
 preferredDuringSchedulingIgnoredDuringExecution []WeightedPodAffinityTerm\n\
 requiredDuringSchedulingIgnoredDuringExecution []PodAffinityTerm\n\
PodAffinityTerm\n\
 labelSelector LabelSelector kept\n\
 matchLabelKeys []string\n\
 mismatchLabelKeys []string\n\
 namespaceSelector LabelSelector kept\n\
 namespaces []string\n\
 topologyKey string written\n\
PodAntiAffinity\n\
 preferredDuringSchedulingIgnoredDuringExecution []WeightedPodAffinityTerm\n\
 requiredDuringSchedulingIgnoredDuringExecution []PodAffinityTerm\n\
PodCertificateProjection\n\
 certificateChainPath string\n\
 credentialBundlePath string\n\
 keyPath string\n\
 keyType string\n\
 maxExpirationSeconds int32 kept\n\
 signerName string\n\
 userAnnotations map:string\n\
PodCondition\n\
 lastProbeTime Time null\n\
 lastTransitionTime Time null\n\
 message string\n\
 observedGeneration int64\n\
 reason string\n\
 status string go=v1.ConditionStatus written\n\
 type string go=v1.PodConditionType written\n\
PodDNSConfig\n\
 nameservers []string\n\
 options []PodDNSConfigOption\n\
 searches []string\n\
PodDNSConfigOption\n\
 name string\n\
 value string kept\n\
PodExtendedResourceClaimStatus\n\
 requestMappings []ContainerExtendedResourceRequest null\n\
 resourceClaimName string written\n\
PodFailurePolicy\n\
 rules []PodFailurePolicyRule null\n\
PodFailurePolicyOnExitCodesRequirement\n\
 containerName string kept\n\
 operator string go=v1.PodFailurePolicyOnExitCodesOperator written\n\
 values []int32 set null\n\
PodFailurePolicyOnPodConditionsPattern\n\
 status string go=v1.ConditionStatus default=\"True\"\n\
 type string go=v1.PodConditionType written\n\
PodFailurePolicyRule\n\
 action string go=v1.PodFailurePolicyAction written\n\
 onExitCodes PodFailurePolicyOnExitCodesRequirement kept\n\
 onPodConditions []PodFailurePolicyOnPodConditionsPattern\n\
PodIP\n\
 ip string written\n\
PodOS\n\
 name string go=v1.OSName written\n\
PodReadinessGate\n\
 conditionType string go=v1.PodConditionType written\n\
PodResourceClaim\n\
 name string written\n\
 resourceClaimName string kept\n\
 resourceClaimTemplateName string kept\n\
PodResourceClaimStatus\n\
 name string written\n\
 resourceClaimName string kept\n\
PodSchedulingGate\n\
 name string written\n\
PodSchedulingGroup\n\
 podGroupName string kept\n\
PodSecurityContext\n\
 appArmorProfile AppArmorProfile kept\n\
 fsGroup int64 kept\n\
 fsGroupChangePolicy string go=v1.PodFSGroupChangePolicy kept\n\
 runAsGroup int64 kept\n\
 runAsNonRoot bool kept\n\
 runAsUser int64 kept\n\
 seLinuxChangePolicy string go=v1.PodSELinuxChangePolicy kept\n\
 seLinuxOptions SELinuxOptions kept\n\
 seccompProfile SeccompProfile kept\n\
 supplementalGroups []int64\n\
 supplementalGroupsPolicy string go=v1.SupplementalGroupsPolicy kept\n\
 sysctls []Sysctl\n\
 windowsOptions WindowsSecurityContextOptions kept\n\
PodSpec\n\
 activeDeadlineSeconds int64 kept\n\
 affinity Affinity kept\n\
 automountServiceAccountToken bool kept\n\
 containers []Container map=name patch=merge by=name null\n\
 dnsConfig PodDNSConfig kept\n\
 dnsPolicy string go=v1.DNSPolicy default=\"ClusterFirst\"\n\
 enableServiceLinks bool kept\n\
 ephemeralContainers []EphemeralContainer map=name patch=merge by=name\n\
 hostAliases []HostAlias map=ip patch=merge by=ip\n\
 hostIPC bool\n\
 hostNetwork bool\n\
 hostPID bool\n\
 hostUsers bool kept\n\
 hostname string\n\
 hostnameOverride string kept\n\
 imagePullSecrets []LocalObjectReference map=name patch=merge by=name\n\
 initContainers []Container map=name patch=merge by=name\n\
 nodeName string\n\
 nodeSelector map:string atomic\n\
 os PodOS kept\n\
 overhead map:Quantity go=v1.ResourceList\n\
 preemptionPolicy string go=v1.PreemptionPolicy kept\n\
 priority int32 kept\n\
 priorityClassName string\n\
 readinessGates []PodReadinessGate\n\
 resourceClaims []PodResourceClaim map=name patch=merge,retainKeys by=name\n\
 resources ResourceRequirements kept\n\
 restartPolicy string go=v1.RestartPolicy default=\"Always\"\n\
 runtimeClassName string kept\n\
 schedulerName string default=\"default-scheduler\"\n\
 schedulingGates []PodSchedulingGate map=name patch=merge by=name\n\
 schedulingGroup PodSchedulingGroup kept\n\
 securityContext PodSecurityContext filled\n\
 serviceAccount string\n\
 serviceAccountName string\n\
 setHostnameAsFQDN bool kept\n\
 shareProcessNamespace bool kept\n\
 subdomain string\n\
 terminationGracePeriodSeconds int64 kept default=30\n\
 tolerations []Toleration\n\
 topologySpreadConstraints []TopologySpreadConstraint map=topologyKey,whenUnsatisfiable patch=merge by=topologyKey\n\
 volumes []Volume map=name patch=merge,retainKeys by=name\n\
PodStatus\n\
 allocatedResources map:Quantity go=v1.ResourceList\n\
 conditions []PodCondition map=type patch=merge by=type\n\
 containerStatuses []ContainerStatus\n\
 ephemeralContainerStatuses []ContainerStatus\n\
 extendedResourceClaimStatus PodExtendedResourceClaimStatus kept\n\
 hostIP string\n\
 hostIPs []HostIP patch=merge by=ip\n\
 initContainerStatuses []ContainerStatus\n\
 message string\n\
 nodeAllocatableResourceClaimStatuses []NodeAllocatableResourceClaimStatus\n\
 nominatedNodeName string\n\
 observedGeneration int64\n\
 phase string go=v1.PodPhase\n\
 podIP string\n\
 podIPs []PodIP map=ip patch=merge by=ip\n\
 qosClass string go=v1.PodQOSClass\n\
 reason string\n\
 resize string go=v1.PodResizeStatus\n\
 resourceClaimStatuses []PodResourceClaimStatus map=name patch=merge,retainKeys by=name\n\
 resources ResourceRequirements kept\n\
 startTime Time\n\
PodTemplateSpec\n\
 metadata ObjectMeta written\n\
 spec PodSpec written\n\
PolicyRule\n\
 apiGroups []string\n\
 nonResourceURLs []string\n\
 resourceNames []string\n\
 resources []string\n\
 verbs []string null\n\
PortStatus\n\
 error string kept\n\
 port int32 written\n\
 protocol string go=v1.Protocol written\n\
PortworxVolumeSource\n\
 fsType string\n\
 readOnly bool\n\
 volumeID string written\n\
PreferredSchedulingTerm\n\
 preference NodeSelectorTerm written\n\
 weight int32 written\n\
Probe\n\
 exec ExecAction in=ProbeHandler kept\n\
 failureThreshold int32 default=3\n\
 grpc GRPCAction in=ProbeHandler kept\n\
 httpGet HTTPGetAction in=ProbeHandler kept\n\
 initialDelaySeconds int32\n\
 periodSeconds int32 default=10\n\
 successThreshold int32 default=1\n\
 tcpSocket TCPSocketAction in=ProbeHandler kept\n\
 terminationGracePeriodSeconds int64 kept\n\
 timeoutSeconds int32 default=1\n\
ProjectedVolumeSource\n\
 defaultMode int32 kept default=420\n\
 sources []VolumeProjection null\n\
QuobyteVolumeSource\n\
 group string\n\
 readOnly bool\n\
 registry string written\n\
 tenant string\n\
 user string\n\
 volume string written\n\
RBDVolumeSource\n\
 fsType string\n\
 image string written\n\
 keyring string default=\"/etc/ceph/keyring\"\n\
 monitors []string null\n\
 pool string default=\"rbd\"\n\
 readOnly bool\n\
 secretRef LocalObjectReference kept\n\
 user string default=\"admin\"\n\
ReplicaSet\n\
 apiVersion string\n\
 kind string\n\
 metadata ObjectMeta written\n\
 spec ReplicaSetSpec written\n\
 status ReplicaSetStatus written\n\
ReplicaSetCondition\n\
 lastTransitionTime Time null\n\
 message string\n\
 reason string\n\
 status string go=v1.ConditionStatus written\n\
 type string go=v1.ReplicaSetConditionType written\n\
ReplicaSetSpec\n\
 minReadySeconds int32\n\
 replicas int32 kept default=1\n\
 selector LabelSelector null\n\
 template PodTemplateSpec written\n\
ReplicaSetStatus\n\
 availableReplicas int32\n\
 conditions []ReplicaSetCondition map=type patch=merge by=type\n\
 fullyLabeledReplicas int32\n\
 observedGeneration int64\n\
 readyReplicas int32\n\
 replicas int32 written\n\
 terminatingReplicas int32 kept\n\
ResourceClaim\n\
 name string written\n\
 request string\n\
ResourceFieldSelector atomic\n\
 containerName string\n\
 divisor Quantity default=\"0\"\n\
 resource string written\n\
ResourceHealth\n\
 health string go=v1.ResourceHealthStatus\n\
 message string kept\n\
 resourceID string go=v1.ResourceID written\n\
ResourceQuota\n\
 apiVersion string\n\
 kind string\n\
 metadata ObjectMeta written\n\
 spec ResourceQuotaSpec written\n\
 status ResourceQuotaStatus written\n\
ResourceQuotaSpec\n\
 hard map:Quantity go=v1.ResourceList\n\
 scopeSelector ScopeSelector kept\n\
 scopes []string go=[]v1.ResourceQuotaScope\n\
ResourceQuotaStatus\n\
 hard map:Quantity go=v1.ResourceList\n\
 used map:Quantity go=v1.ResourceList\n\
ResourceRequirements\n\
 claims []ResourceClaim map=name\n\
 limits map:Quantity go=v1.ResourceList\n\
 requests map:Quantity go=v1.ResourceList\n\
ResourceStatus\n\
 name string go=v1.ResourceName written\n\
 resources []ResourceHealth map=resourceID\n\
Role\n\
 apiVersion string\n\
 kind string\n\
 metadata ObjectMeta written\n\
 rules []PolicyRule null\n\
RoleBinding\n\
 apiVersion string\n\
 kind string\n\
 metadata ObjectMeta written\n\
 roleRef RoleRef written\n\
 subjects []Subject\n\
RoleRef atomic\n\
 apiGroup string default=\"rbac.authorization.k8s.io\"\n\
 kind string written\n\
 name string written\n\
RollingUpdateDaemonSet\n\
 maxSurge IntOrString filled\n\
 maxUnavailable IntOrString kept default=1\n\
RollingUpdateDeployment\n\
 maxSurge IntOrString kept default=\"25%\"\n\
 maxUnavailable IntOrString kept default=\"25%\"\n\
RollingUpdateStatefulSetStrategy\n\
 maxUnavailable IntOrString kept\n\
 partition int32 filled\n\
RuleWithOperations\n\
 apiGroups []string in=Rule\n\
 apiVersions []string in=Rule\n\
 operations []string go=[]v1.OperationType\n\
 resources []string in=Rule\n\
 scope string in=Rule go=v1.ScopeType\n\
SELinuxOptions\n\
 level string\n\
 role string\n\
 type string\n\
 user string\n\
ScaleIOVolumeSource\n\
 fsType string default=\"xfs\"\n\
 gateway string written\n\
 protectionDomain string\n\
 readOnly bool\n\
 secretRef LocalObjectReference null\n\
 sslEnabled bool\n\
 storageMode string default=\"ThinProvisioned\"\n\
 storagePool string\n\
 system string written\n\
 volumeName string\n\
ScopeSelector atomic\n\
 matchExpressions []ScopedResourceSelectorRequirement\n\
ScopedResourceSelectorRequirement\n\
 operator string go=v1.ScopeSelectorOperator written\n\
 scopeName string go=v1.ResourceQuotaScope written\n\
 values []string\n\
SeccompProfile\n\
 localhostProfile string kept\n\
 type string go=v1.SeccompProfileType written\n\
Secret\n\
 apiVersion string\n\
 data map:bytes\n\
 immutable bool kept\n\
 kind string\n\
 metadata ObjectMeta written\n\
 stringData map:string\n\
 type string go=v1.SecretType default=\"Opaque\"\n\
SecretEnvSource\n\
 name string in=LocalObjectReference\n\
 optional bool kept\n\
SecretKeySelector atomic\n\
 key string written\n\
 name string in=LocalObjectReference\n\
 optional bool kept\n\
SecretProjection\n\
 items []KeyToPath\n\
 name string in=LocalObjectReference\n\
 optional bool kept\n\
SecretVolumeSource\n\
 defaultMode int32 kept default=420\n\
 items []KeyToPath\n\
 optional bool kept\n\
 secretName string\n\
SecurityContext\n\
 allowPrivilegeEscalation bool kept\n\
 appArmorProfile AppArmorProfile kept\n\
 capabilities Capabilities kept\n\
 privileged bool kept\n\
 procMount string go=v1.ProcMountType kept\n\
 readOnlyRootFilesystem bool kept\n\
 runAsGroup int64 kept\n\
 runAsNonRoot bool kept\n\
 runAsUser int64 kept\n\
 seLinuxOptions SELinuxOptions kept\n\
 seccompProfile SeccompProfile kept\n\
 windowsOptions WindowsSecurityContextOptions kept\n\
SelectableField\n\
 jsonPath string written\n\
Service\n\
 apiVersion string\n\
 kind string\n\
 metadata ObjectMeta written\n\
 spec ServiceSpec written\n\
 status ServiceStatus written\n\
ServiceAccount\n\
 apiVersion string\n\
 automountServiceAccountToken bool kept\n\
 imagePullSecrets []LocalObjectReference\n\
 kind string\n\
 metadata ObjectMeta written\n\
 secrets []ObjectReference map=name patch=merge by=name\n\
ServiceAccountTokenProjection\n\
 audience string\n\
 expirationSeconds int64 kept default=3600\n\
 path string written\n\
ServicePort\n\
 appProtocol string kept\n\
 name string\n\
 nodePort int32\n\
 port int32 written\n\
 protocol string go=v1.Protocol default=\"TCP\"\n\
 targetPort IntOrString kept\n\
ServiceReference\n\
 name string written\n\
 namespace string written\n\
 path string kept\n\
 port int32 kept default=443\n\
ServiceSpec\n\
 allocateLoadBalancerNodePorts bool kept\n\
 clusterIP string\n\
 clusterIPs []string\n\
 externalIPs []string\n\
 externalName string\n\
 externalTrafficPolicy string go=v1.ServiceExternalTrafficPolicy\n\
 healthCheckNodePort int32\n\
 internalTrafficPolicy string go=v1.ServiceInternalTrafficPolicy kept\n\
 ipFamilies []string go=[]v1.IPFamily\n\
 ipFamilyPolicy string go=v1.IPFamilyPolicy kept\n\
 loadBalancerClass string kept\n\
 loadBalancerIP string\n\
 loadBalancerSourceRanges []string\n\
 ports []ServicePort map=port,protocol patch=merge by=port\n\
 publishNotReadyAddresses bool\n\
 selector map:string atomic\n\
 sessionAffinity string go=v1.ServiceAffinity default=\"None\"\n\
 sessionAffinityConfig SessionAffinityConfig\n\
 trafficDistribution string kept\n\
 type string go=v1.ServiceType default=\"ClusterIP\"\n\
ServiceStatus\n\
 conditions []Condition map=type patch=merge by=type\n\
 loadBalancer LoadBalancerStatus written\n\
SessionAffinityConfig\n\
 clientIP ClientIPConfig\n\
SleepAction\n\
 seconds int64 written\n\
StatefulSet\n\
 apiVersion string\n\
 kind string\n\
 metadata ObjectMeta written\n\
 spec StatefulSetSpec written\n\
 status StatefulSetStatus written\n\
StatefulSetCondition\n\
 lastTransitionTime Time null\n\
 message string\n\
 reason string\n\
 status string go=v1.ConditionStatus written\n\
 type string go=v1.StatefulSetConditionType written\n\
StatefulSetOrdinals\n\
 start int32 written\n\
StatefulSetPersistentVolumeClaimRetentionPolicy\n\
 whenDeleted string go=v1.PersistentVolumeClaimRetentionPolicyType default=\"Retain\"\n\
 whenScaled string go=v1.PersistentVolumeClaimRetentionPolicyType default=\"Retain\"\n\
StatefulSetSpec\n\
 minReadySeconds int32\n\
 ordinals StatefulSetOrdinals kept\n\
 persistentVolumeClaimRetentionPolicy StatefulSetPersistentVolumeClaimRetentionPolicy filled\n\
 podManagementPolicy string go=v1.PodManagementPolicyType default=\"OrderedReady\"\n\
 replicas int32 kept default=1\n\
 revisionHistoryLimit int32 kept default=10\n\
 selector LabelSelector null\n\
 serviceName string written\n\
 template PodTemplateSpec written\n\
 updateStrategy StatefulSetUpdateStrategy written\n\
 volumeClaimTemplates []PersistentVolumeClaim\n\
StatefulSetStatus\n\
 availableReplicas int32 written\n\
 collisionCount int32 kept\n\
 conditions []StatefulSetCondition map=type patch=merge by=type\n\
 currentReplicas int32\n\
 currentRevision string\n\
 observedGeneration int64\n\
 readyReplicas int32\n\
 replicas int32 written\n\
 updateRevision string\n\
 updatedReplicas int32\n\
StatefulSetUpdateStrategy\n\
 rollingUpdate RollingUpdateStatefulSetStrategy kept\n\
 type string go=v1.StatefulSetUpdateStrategyType default=\"RollingUpdate\"\n\
StorageOSVolumeSource\n\
 fsType string\n\
 readOnly bool\n\
 secretRef LocalObjectReference kept\n\
 volumeName string\n\
 volumeNamespace string\n\
Subject atomic\n\
 apiGroup string\n\
 kind string written\n\
 name string written\n\
 namespace string\n\
SuccessPolicy\n\
 rules []SuccessPolicyRule null\n\
SuccessPolicyRule\n\
 succeededCount int32 kept\n\
 succeededIndexes string kept\n\
Sysctl\n\
 name string written\n\
 value string written\n\
TCPSocketAction\n\
 host string\n\
 port IntOrString filled\n\
Taint\n\
 effect string go=v1.TaintEffect written\n\
 key string written\n\
 timeAdded Time\n\
 value string\n\
Toleration\n\
 effect string go=v1.TaintEffect\n\
 key string\n\
 operator string go=v1.TolerationOperator\n\
 tolerationSeconds int64 kept\n\
 value string\n\
TopologySpreadConstraint\n\
 labelSelector LabelSelector kept\n\
 matchLabelKeys []string\n\
 maxSkew int32 written\n\
 minDomains int32 kept\n\
 nodeAffinityPolicy string go=v1.NodeInclusionPolicy kept\n\
 nodeTaintsPolicy string go=v1.NodeInclusionPolicy kept\n\
 topologyKey string written\n\
 whenUnsatisfiable string go=v1.UnsatisfiableConstraintAction written\n\
TypeChecking\n\
 expressionWarnings []ExpressionWarning\n\
TypedLocalObjectReference atomic\n\
 apiGroup string null\n\
 kind string written\n\
 name string written\n\
TypedObjectReference\n\
 apiGroup string null\n\
 kind string written\n\
 name string written\n\
 namespace string kept\n\
UncountedTerminatedPods\n\
 failed []string set go=[]types.UID\n\
 succeeded []string set go=[]types.UID\n\
ValidatingAdmissionPolicy\n\
 apiVersion string\n\
 kind string\n\
 metadata ObjectMeta written\n\
 spec ValidatingAdmissionPolicySpec written\n\
 status ValidatingAdmissionPolicyStatus written\n\
ValidatingAdmissionPolicyBinding\n\
 apiVersion string\n\
 kind string\n\
 metadata ObjectMeta written\n\
 spec ValidatingAdmissionPolicyBindingSpec written\n\
ValidatingAdmissionPolicyBindingSpec\n\
 matchResources MatchResources\n\
 paramRef ParamRef\n\
 policyName string\n\
 validationActions []string set go=[]v1.ValidationAction\n\
ValidatingAdmissionPolicySpec\n\
 auditAnnotations []AuditAnnotation\n\
 failurePolicy string go=v1.FailurePolicyType\n\
 matchConditions []MatchCondition map=name patch=merge by=name\n\
 matchConstraints MatchResources\n\
 paramKind ParamKind\n\
 validations []Validation\n\
 variables []Variable map=name patch=merge by=name\n\
ValidatingAdmissionPolicyStatus\n\
 conditions []Condition map=type\n\
 observedGeneration int64\n\
 typeChecking TypeChecking\n\
ValidatingWebhook\n\
 admissionReviewVersions []string\n\
 clientConfig WebhookClientConfig written\n\
 failurePolicy string go=v1.FailurePolicyType\n\
 matchConditions []MatchCondition map=name patch=merge by=name\n\
 matchPolicy string go=v1.MatchPolicyType\n\
 name string written\n\
 namespaceSelector LabelSelector\n\
 objectSelector LabelSelector\n\
 rules []RuleWithOperations\n\
 sideEffects string go=v1.SideEffectClass\n\
 timeoutSeconds int32\n\
ValidatingWebhookConfiguration\n\
 apiVersion string\n\
 kind string\n\
 metadata ObjectMeta written\n\
 webhooks []ValidatingWebhook map=name patch=merge by=name\n\
Validation\n\
 expression string written\n\
 message string\n\
 messageExpression string\n\
 reason string go=v1.StatusReason\n\
ValidationRule\n\
 fieldPath string\n\
 message string\n\
 messageExpression string\n\
 optionalOldSelf bool kept\n\
 reason string go=v1.FieldValueErrorReason kept\n\
 rule string written\n\
Variable atomic\n\
 expression string written\n\
 name string written\n\
Volume\n\
 awsElasticBlockStore AWSElasticBlockStoreVolumeSource in=VolumeSource kept\n\
 azureDisk AzureDiskVolumeSource in=VolumeSource kept\n\
 azureFile AzureFileVolumeSource in=VolumeSource kept\n\
 cephfs CephFSVolumeSource in=VolumeSource kept\n\
 cinder CinderVolumeSource in=VolumeSource kept\n\
 configMap ConfigMapVolumeSource in=VolumeSource kept\n\
 csi CSIVolumeSource in=VolumeSource kept\n\
 downwardAPI DownwardAPIVolumeSource in=VolumeSource kept\n\
 emptyDir EmptyDirVolumeSource in=VolumeSource kept\n\
 ephemeral EphemeralVolumeSource in=VolumeSource kept\n\
 fc FCVolumeSource in=VolumeSource kept\n\
 flexVolume FlexVolumeSource in=VolumeSource kept\n\
 flocker FlockerVolumeSource in=VolumeSource kept\n\
 gcePersistentDisk GCEPersistentDiskVolumeSource in=VolumeSource kept\n\
 gitRepo GitRepoVolumeSource in=VolumeSource kept\n\
 glusterfs GlusterfsVolumeSource in=VolumeSource kept\n\
 hostPath HostPathVolumeSource in=VolumeSource kept\n\
 image ImageVolumeSource in=VolumeSource kept\n\
 iscsi ISCSIVolumeSource in=VolumeSource kept\n\
 name string written\n\
 nfs NFSVolumeSource in=VolumeSource kept\n\
 persistentVolumeClaim PersistentVolumeClaimVolumeSource in=VolumeSource kept\n\
 photonPersistentDisk PhotonPersistentDiskVolumeSource in=VolumeSource kept\n\
 portworxVolume PortworxVolumeSource in=VolumeSource kept\n\
 projected ProjectedVolumeSource in=VolumeSource kept\n\
 quobyte QuobyteVolumeSource in=VolumeSource kept\n\
 rbd RBDVolumeSource in=VolumeSource kept\n\
 scaleIO ScaleIOVolumeSource in=VolumeSource kept\n\
 secret SecretVolumeSource in=VolumeSource kept\n\
 storageos StorageOSVolumeSource in=VolumeSource kept\n\
 vsphereVolume VsphereVirtualDiskVolumeSource in=VolumeSource kept\n\
VolumeDevice\n\
 devicePath string written\n\
 name string written\n\
VolumeMount\n\
 mountPath string written\n\
 mountPropagation string go=v1.MountPropagationMode kept\n\
 name string written\n\
 readOnly bool\n\
 recursiveReadOnly string go=v1.RecursiveReadOnlyMode kept\n\
 subPath string\n\
 subPathExpr string\n\
VolumeMountStatus\n\
 mountPath string written\n\
 name string written\n\
 readOnly bool\n\
 recursiveReadOnly string go=v1.RecursiveReadOnlyMode kept\n\
 volumeStatus VolumeStatus kept\n\
VolumeProjection\n\
 clusterTrustBundle ClusterTrustBundleProjection kept\n\
 configMap ConfigMapProjection kept\n\
 downwardAPI DownwardAPIProjection kept\n\
 podCertificate PodCertificateProjection kept\n\
 secret SecretProjection kept\n\
 serviceAccountToken ServiceAccountTokenProjection kept\n\
VolumeResourceRequirements\n\
 limits map:Quantity go=v1.ResourceList\n\
 requests map:Quantity go=v1.ResourceList\n\
VolumeStatus\n\
 image ImageVolumeStatus kept\n\
VsphereVirtualDiskVolumeSource\n\
 fsType string\n\
 storagePolicyID string\n\
 storagePolicyName string\n\
 volumePath string written\n\
WebhookClientConfig\n\
 caBundle bytes\n\
 service ServiceReference kept\n\
 url string kept\n\
WebhookConversion\n\
 clientConfig WebhookClientConfig kept\n\
 conversionReviewVersions []string\n\
WeightedPodAffinityTerm\n\
 podAffinityTerm PodAffinityTerm written\n\
 weight int32 written\n\
WindowsSecurityContextOptions\n\
 gmsaCredentialSpec string kept\n\
 gmsaCredentialSpecName string kept\n\
 hostProcess bool kept\n\
 runAsUserName string kept";
