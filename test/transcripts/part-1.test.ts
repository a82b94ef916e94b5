import {transcriptSuite} from './suite.ts';

transcriptSuite(0, 2);
