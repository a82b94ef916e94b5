import {$, type Case, example} from './case.ts';
import {configMap, documents} from './inputs.ts';

const role = (rules: string): string => `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: reader}
rules: ${rules}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: reader}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
subjects: [{kind: User, apiGroup: rbac.authorization.k8s.io, name: anna}, {kind: ServiceAccount, name: default}]
`;

export const RIGHTS: readonly Case[] = [
  example(
    'rights',
    $(
      'create -f -',
      documents(
        configMap('one'),
        role(
          '[{apiGroups: [""], resources: [configmaps], verbs: [get, list]}, {apiGroups: [""], resources: [pods/log], resourceNames: [p], verbs: [get]}]',
        ),
      ),
    ),
    $('auth can-i get pods'),
    $('auth can-i "*" "*"'),
    $('auth can-i get pods --as=anna'),
    $('auth can-i get configmaps --as=anna', {until: /yes/}),
    $('auth can-i list cm/one --as=anna'),
    $('auth can-i get pods/log --as=anna'),
    $('auth can-i get pods/p --subresource=log --as=anna'),
    $('auth can-i get nodes --as=anna'),
    $('auth can-i get nothing --as=anna'),
    $('auth can-i get /version --as=anna --as-group=system:authenticated'),
    $('auth can-i get configmaps --as=system:serviceaccount:rights:default'),
    $('auth can-i get configmaps --as=system:serviceaccount:rights:default -n default'),
    $('auth can-i create pods/exec --as=anna -q'),
    $('auth can-i --list --as=anna', {unordered: true}),
    $('auth whoami'),
    $('auth whoami --as=anna --as-group=team -o yaml'),
    $('get cm --as=anna -o name'),
    $('get pods --as=anna'),
    $('get pods -A --as=anna'),
    $('get pod p --as=anna'),
    $('get nodes --as=anna'),
    $('create -f - --as=anna', configMap('two')),
    $('delete cm one --as=anna'),
    $('delete cm --all --as=anna'),
    $('logs p --as=anna'),
    $('exec p --as=anna -- cmd'),
    $('label cm one a=b --as=anna'),
    $('apply --server-side -f - --as=anna', configMap('two')),
    $('apply -f - --as=anna', configMap('one', 'x: z')),
    $('get --raw /apis/apps/v1/daemonsets --as=anna'),
    $('get --raw /nothing --as=anna'),
  ),
];
