export {RULES} from './registry.generated.ts';
