import {stringify} from 'yaml';

/** A value as YAML: no anchors (objects that appear twice are written twice), long lines kept whole. */
export const yamlText = (value: unknown): string => stringify(value, {aliasDuplicateObjects: false, lineWidth: 0});

/** Several values as one YAML stream. */
export const yamlStream = (values: readonly unknown[]): string => values.map(yamlText).join('---\n');
