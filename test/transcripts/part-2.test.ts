import {transcriptSuite} from './suite.ts';

transcriptSuite(1, 2);
