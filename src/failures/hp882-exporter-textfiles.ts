import {defineFailure} from '../kernel/failures.ts';

/** https://github.com/prometheus-community/windows_exporter, collector textfile. */
export default defineFailure({
  code: 'HP882',
  id: 'exporter-textfiles',
  seenIn: ['container-log'],
  pattern: /textfile_inputs[^\n]{0,80}The system cannot find the (?:path|file) specified/,
  title: 'windows_exporter has no folder for text files',
  means: () =>
    'The textfile collector looks for a folder that the container does not have. It is harmless: all other metrics work.',
  remedy: () =>
    'Give a folder with --collector.textfile.directories, or leave the textfile collector out of --collectors.enabled.',
  links: ['https://github.com/prometheus-community/windows_exporter'],
  certainty: 'reported',
  samples: [
    {
      seenIn: 'container-log',
      text: 'msg="Error reading textfile collector directory" err="open C:\\Program Files\\windows_exporter\\textfile_inputs: The system cannot find the path specified."',
    },
  ],
  notThis: [{seenIn: 'container-log', text: 'The system cannot find the path specified.'}],
});
