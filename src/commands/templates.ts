import {arg, HostprocessCommand} from '../cli/command.ts';
import {output} from '../cli/flags.ts';
import {nearest} from '../cli/nearest.ts';
import type {ExitCode} from '../kernel/exit.ts';
import {jsonText} from '../render/report-json.ts';
import {templateTable, templateText} from '../render/template-text.ts';
import {TEMPLATES, type Template} from '../templates/index.ts';

export default class Templates extends HostprocessCommand<typeof Templates> {
  static override summary = 'List the templates, or show one with what may be filled in';
  static override description =
    `A template is a manifest that is valid as it stands, with places that "kubectl hostprocess run" fills from flags.
With a NAME, -o yaml prints the bare manifest, ready for kubectl apply -f -.`;
  static override scope = 'all templates';
  static override examples = [
    {description: 'What there is', command: 'kubectl hostprocess templates'},
    {
      description: 'One template with its places and its manifest',
      command: 'kubectl hostprocess templates admin-check',
    },
    {
      description: 'Only the manifest',
      command: 'kubectl hostprocess templates privileged-daemonset -o yaml > daemonset.yaml',
    },
  ];
  static override args = {name: arg({summary: 'The template to show.'})};
  static override flags = {output: output(['text', 'json', 'yaml', 'name'])};

  protected async execute(): Promise<ExitCode> {
    const {name} = this.args;
    const shown = name === undefined ? TEMPLATES : TEMPLATES.filter(template => template.name === name);
    if (name !== undefined && shown.length === 0) {
      const names = TEMPLATES.map(template => template.name);
      const close = nearest(name, names);
      this.misuse(`error: there is no template "${name}"${close ? `: did you mean ${close}?` : ''}`, names.join(', '));
    }
    this.out.write(this.#text(shown, name !== undefined));
    return 0;
  }

  #text(templates: readonly Template[], one: boolean): string {
    const [first] = templates;
    switch (this.flags.output) {
      case 'name':
        return templates.map(template => `${template.name}\n`).join('');
      case 'json':
        return jsonText({schemaVersion: 1, templates});
      case 'yaml':
        return templates
          .map(template => template.manifestText.trimEnd())
          .join('\n---\n')
          .concat('\n');
      case 'text':
        return one && first ? templateText(first) : templateTable(templates);
    }
  }
}
