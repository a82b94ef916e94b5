import {apiFact, known, type Learned, missing} from '../../kernel/facts.ts';
import {textAt} from '../../kernel/objects.ts';
import type {GatherPorts} from '../../kernel/ports.ts';
import type {Subject} from '../../kernel/subjects.ts';
import {parseVersion, type Version} from '../../windows/versions.ts';

/** The API server's version, from /version, which every authenticated user may read. */
export const serverVersion = apiFact({
  id: 'server-version',
  about: 'cluster',
  learn: async (_subject: Subject<'cluster'>, ports: GatherPorts): Promise<Learned<Version>> => {
    const read = await ports.get('/version');
    if (read.is !== 'known') return read.is === 'none' ? missing(read.because) : read;
    const text = textAt(read.value, 'gitVersion') ?? '';
    const version = parseVersion(text);
    return version ? known(version) : missing(`the API server calls its version “${text}”, which is none`);
  },
});
