export {FAILURES} from './registry.generated.ts';
