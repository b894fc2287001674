import type { Command } from 'commander';
import { dataDirOption, jsonOption, schoolOption } from '../command-options.js';
import type { UseData } from '../data/data.port.js';
import { noteUnknownSchool } from '../data/known-school.js';
import { examples } from '../help-text.js';
import type { Terminal } from '../terminal/terminal.port.js';
import { readSchoolSettings } from './school-settings.js';
import { settingsDocument } from './settings-document.js';
import { settingsText } from './settings-text.js';

/** `gatehouse settings show`: what holds for a school, and who decided it. */
export function addSettingsShow(parent: Command, terminal: Terminal, useData: UseData): void {
  parent
    .command('show')
    .description(
      'Shows the settings of a school as they stand, and their history: who decided what, when and why.',
    )
    .addOption(dataDirOption())
    .addOption(schoolOption())
    .addOption(jsonOption('print one JSON document: {"schoolId", "revision", "settings", "history"}'))
    .addHelpText('after', examples(['settings show --school A1000008530', 'what holds, and who decided it']))
    .action(({ dataDir, school, json }: { dataDir?: string; school: string; json?: true }) =>
      useData(dataDir, async (data) => {
        await noteUnknownSchool(data, school, terminal);
        const today = terminal.now().toISOString().slice(0, 10);
        const standing = await readSchoolSettings(await data.eventStore(), school);
        const document = settingsDocument(school, standing, today);
        await terminal.out(json ? `${JSON.stringify(document)}\n` : settingsText(document));
      }),
    );
}
