import {transcriptsOnSandbox} from './suite.ts';

transcriptsOnSandbox();
