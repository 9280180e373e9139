import { ruleExtractor } from '@homarus/memory';
import type { Candidate, ToldMessage } from '@homarus/memory';

import { printHeading, printRow } from '../report.ts';
import { dailyEnglish } from './daily-en.ts';
import { dailyChinese } from './daily-zh.ts';
import { englishDialogue } from './dialogue-en.ts';
import { chineseDialogue } from './dialogue-zh.ts';
import { addScores, parseDialogue, scoreLine } from './score.ts';
import type { LabelledLine, Score } from './score.ts';
import { unreadEnglish } from './unread-en.ts';
import { unreadChinese } from './unread-zh.ts';

const saidAt = Date.UTC(2026, 10, 18, 9);
const minuteMs = 60_000;

/** What is measured on its own: in which order it was written and read is told beside the texts. */
const parts = [
  { name: 'labelled dialogue', english: englishDialogue, chinese: chineseDialogue },
  { name: 'days with nothing much in them', english: dailyEnglish, chinese: dailyChinese },
  { name: 'dialogue that no rule was tried on', english: unreadEnglish, chinese: unreadChinese },
] as const;

/** What the rules learn from everyday dialogue: precision and recall. */
export async function benchExtraction(): Promise<void> {
  for (const { name, english, chinese } of parts) {
    const languages = [
      ['English', parseDialogue(english)],
      ['Chinese', parseDialogue(chinese)],
    ] as const;
    const count = languages.flatMap(([, talks]) => talks.flat()).length;
    printHeading(`Learning by rules, ${count} lines: ${name}`);
    const all: Score[] = [];
    for (const [language, talks] of languages) {
      const scores: Score[] = [];
      for (const talk of talks) scores.push(...(await readTalk(talk)));
      all.push(...scores);
      report(language, addScores(scores));
    }
    report('both', addScores(all));
  }
}

function report(name: string, { wanted, found, learned, right }: Score): void {
  printRow({
    measure: `${name}, precision`,
    figure: right / Math.max(1, learned),
    unit: '',
    note: `${right} of ${learned} learned are labelled`,
  });
  printRow({
    measure: `${name}, recall`,
    figure: found / Math.max(1, wanted),
    unit: '',
    note: `${found} of ${wanted} labelled are learned`,
  });
}

/** Each line is read as it comes, after those before it. */
async function readTalk(talk: readonly LabelledLine[]): Promise<readonly Score[]> {
  const extract = ruleExtractor({ timeZone: 'UTC' });
  const messages = talk.map(toMessage);
  const scores: Score[] = [];
  for (const [position, line] of talk.entries()) {
    const found: readonly Candidate[] = await extract(
      {
        messages: messages.slice(position, position + 1),
        before: messages.slice(Math.max(0, position - 4), position),
      },
      {},
    );
    scores.push(scoreLine(line, found));
  }
  return scores;
}

function toMessage({ role, text }: LabelledLine, position: number): ToldMessage {
  return {
    id: `m${position}`,
    sessionId: 's',
    role,
    name: undefined,
    text,
    createdAt: saidAt + position * minuteMs,
    isHeartbeat: false,
    isEcho: false,
  };
}
