import {transcriptsOnControlPlane} from './suite.ts';

transcriptsOnControlPlane(0, 2);
