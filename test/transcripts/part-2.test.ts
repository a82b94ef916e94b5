import {transcriptsOnControlPlane} from './suite.ts';

transcriptsOnControlPlane(1, 2);
