import {$, type Case, example, fails} from './case.ts';
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
    fails('auth can-i get pods --as=anna'),
    $('auth can-i get configmaps --as=anna', {until: /yes/}),
    $('auth can-i list cm/one --as=anna'),
    fails('auth can-i get pods/log --as=anna'),
    $('auth can-i get pods/p --subresource=log --as=anna'),
    fails('auth can-i get nodes --as=anna'),
    fails('auth can-i get nothing --as=anna'),
    $('auth can-i get /version --as=anna --as-group=system:authenticated'),
    $('auth can-i get configmaps --as=system:serviceaccount:rights:default'),
    fails('auth can-i get configmaps --as=system:serviceaccount:rights:default -n default'),
    fails('auth can-i create pods/exec --as=anna -q'),
    $('auth can-i --list --as=anna', {unordered: true}),
    $('auth whoami'),
    $('auth whoami --as=anna --as-group=team -o yaml'),
    $('get cm --as=anna -o name'),
    fails('get pods --as=anna'),
    fails('get pods -A --as=anna'),
    fails('get pod p --as=anna'),
    fails('get nodes --as=anna'),
    fails('create -f - --as=anna', configMap('two')),
    fails('delete cm one --as=anna'),
    fails('delete cm --all --as=anna'),
    fails('logs p --as=anna'),
    fails('exec p --as=anna -- cmd'),
    fails('label cm one a=b --as=anna'),
    fails('apply --server-side -f - --as=anna', configMap('two')),
    fails('apply -f - --as=anna', configMap('one', 'x: z')),
    fails('get --raw /apis/apps/v1/daemonsets --as=anna'),
    fails('get --raw /nothing --as=anna'),
  ),
  example(
    'rights-of-apply',
    $(
      'create -f -',
      documents(configMap('there'), role('[{apiGroups: [""], resources: [configmaps], verbs: [get, patch]}]')),
    ),
    $('auth can-i patch configmaps --as=anna', {until: /yes/}),
    $('apply --server-side -f - --as=anna', configMap('there', 'x: z')),
    // an apply that makes the object is a create, too
    fails('apply --server-side -f - --as=anna', configMap('new')),
    fails('get cm new'),
  ),
];
