#!/usr/bin/env node
/** Runs src/ as it stands: `node bin/dev.ts doctor`. Describes every command first, which the bundle has done beforehand. */
import {manifestOf} from '../scripts/manifest.ts';
import {main} from '../src/main.ts';

await main(process.argv.slice(2), await manifestOf());
