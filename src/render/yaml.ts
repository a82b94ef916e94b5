import {stringify} from 'yaml';
import {KUBECTL_YAML} from '../kernel/yaml.ts';

/** A value as YAML that kubectl reads as it was meant: no anchors (what appears twice is written twice), long lines kept whole. */
export const yamlText = (value: unknown): string =>
  stringify(value, {...KUBECTL_YAML, aliasDuplicateObjects: false, lineWidth: 0});
