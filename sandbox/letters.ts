import {randomBytes} from 'node:crypto';

/** The letters of names that Kubernetes makes up: they spell no words (k8s.io/apimachinery pkg/util/rand). */
export const LETTERS = 'bcdfghjklmnpqrstvwxz2456789';

/** Five letters, as they stand behind generated names. */
export const suffix = (): string => [...randomBytes(5)].map(byte => LETTERS[byte % LETTERS.length] ?? '').join('');
