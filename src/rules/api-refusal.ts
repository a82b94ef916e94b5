import type {Found} from '../kernel/checks.ts';
import type {Path} from '../kernel/subjects.ts';
import {type FieldError, fieldErrorText} from '../windows/pod-validation.ts';

/** What stands before the API server's own words in a finding about something it refuses. */
export const API_REFUSES = 'the API server refuses it: ';

/** A finding that quotes the API server's error as it would print it; `at` is the error's own field unless `more` says better. */
export const apiRefusal = (error: FieldError, more: Omit<Found, 'text'> = {}): Found => ({
  text: API_REFUSES + fieldErrorText(error),
  at: fieldPath(error.field),
  ...more,
});

/** `spec.containers[0].ports` → `['spec', 'containers', 0, 'ports']`, for fields without a quoted map key. */
export const fieldPath = (field: string): Path =>
  field.split('.').flatMap(step => {
    const indexed = /^([^[]{1,63})\[(\d{1,9})\]$/.exec(step);
    return indexed ? [indexed[1] ?? '', Number(indexed[2])] : [step];
  });
