import {helpText} from '../../src/cli/help.ts';
import {EXIT_CODES, OTHER_CODES} from '../../src/kernel/exit.ts';
import type {Generated} from '../generate.ts';
import {manifestOf} from '../manifest.ts';

const NOTE = '<!-- Written by npm run generate. Do not edit. -->';

/** `docs/reference/`: the commands as their own help says them, every code, every template, the exit codes. */
export async function generate(): Promise<readonly Generated[]> {
  // imported late: the registries may just have been written by the generators before this one
  const [{RULES}, {CHECKS}, {FAILURES}, {SYMPTOMS}, {TEMPLATES}] = await Promise.all([
    import('../../src/rules/registry.generated.ts'),
    import('../../src/checks/registry.generated.ts'),
    import('../../src/failures/registry.generated.ts'),
    import('../../src/symptoms/registry.generated.ts'),
    import('../../src/templates/index.ts'),
  ]);
  const {commands} = await manifestOf();
  const helps = commands
    .filter(command => !command.hidden)
    .map(command => helpText(command.id.split(':'), commands))
    .flatMap(help => (help.ok ? [help.value.trimEnd()] : []));
  const checks = [...RULES, ...CHECKS].map(({code, title, why, remedy, severity, about, links, examples}) =>
    section(code, title, [
      `*${severity}, about a ${about}.* ${why}`,
      `**Do:** ${remedy}`,
      ...(examples ? [`Refused or failing:\n\n\`\`\`yaml\n${examples.bad.trim()}\n\`\`\``] : []),
      sources(links),
    ]),
  );
  const failures = FAILURES.map(({code, title, means, remedy, seenIn, certainty, samples, links}) =>
    section(code, title, [
      means({}, {}),
      `**Do:** ${remedy({}, {})}`,
      `Seen in ${seenIn.join(', ')}; ${certainty}. For example:\n\n\`\`\`\n${samples[0]?.text ?? ''}\n\`\`\``,
      sources(links),
    ]),
  );
  const symptoms = SYMPTOMS.map(({code, title, seen, means, remedy, foundBy, certainty, links}) =>
    section(code, title, [
      `**Seen:** ${seen}`,
      means,
      `**Do:** ${remedy}`,
      `No text tells it${foundBy.length > 0 ? `; found by ${foundBy.join(', ')}` : ''}; ${certainty}.`,
      sources(links),
    ]),
  );
  const templates = TEMPLATES.map(({name, summary, holes, each, ephemeral}) =>
    section(name, '', [
      `${summary}.${each ? ' One object for each node.' : ''}${ephemeral ? ' Short-lived: it removes itself.' : ''}`,
      `| flag | what | default |\n|---|---|---|\n${holes.map(hole => `| \`--${hole.type === 'node-names' ? 'node' : hole.name}\` | ${cell(hole.help)} | ${hole.default === null ? '' : `\`${cell(JSON.stringify(hole.default))}\``} |`).join('\n')}`,
    ]),
  );
  const exits = [...Object.entries(EXIT_CODES), ['other', OTHER_CODES]].map(
    ([code, means]) => `| ${code} | ${means} |`,
  );
  return [
    page(
      'commands',
      'Commands',
      helps.map(help => `\`\`\`\n${help}\n\`\`\``),
    ),
    page('checks', 'Rules and checks', checks),
    page('failures', 'Known failures', [
      ...failures,
      '# Symptoms\n\nFailures that print no text. `kubectl hostprocess explain` finds them by code, and by what one sees: `kubectl hostprocess explain kubectl top shows nothing`.',
      ...symptoms,
    ]),
    page('templates', 'Templates', templates),
    page('exit-codes', 'Exit codes', [`| code | meaning |\n|---|---|\n${exits.join('\n')}`]),
  ];
}

const page = (name: string, title: string, parts: readonly string[]): Generated => ({
  path: `docs/reference/${name}.md`,
  text: `${NOTE}\n\n# ${title}\n\n${parts.join('\n\n').replaceAll('\r', '')}\n`,
});

const section = (name: string, title: string, parts: readonly string[]): string =>
  `## ${name}${title ? `: ${title}` : ''}\n\n${parts.filter(Boolean).join('\n\n')}`;

const sources = (links: readonly string[]): string =>
  links.length > 0 ? `Sources: ${links.map(link => `<${link}>`).join(', ')}` : '';

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
