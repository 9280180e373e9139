import type {
  Candidate,
  Extractor,
  ForgetCandidateRequest,
  LearnCandidate,
  RetractCandidate,
  ToldMessage,
} from '../extract/candidate.ts';

type Script<C extends Candidate> = Pick<C, 'action'> & Partial<C>;

/** What a message teaches: the fields that matter to a test, the rest has defaults. */
export type ScriptedCandidate =
  | Script<LearnCandidate>
  | (Script<RetractCandidate> & Pick<RetractCandidate, 'attribute'>)
  | (Script<ForgetCandidateRequest> & Pick<ForgetCandidateRequest, 'query'>);

/** An extractor that finds in each message what a table says for its text. */
export function scriptedExtractor(
  table: Readonly<Record<string, readonly ScriptedCandidate[]>>,
): Extractor {
  return async ({ messages }) =>
    messages.flatMap((message) =>
      (table[message.text] ?? []).map((candidate) => toCandidate(message, candidate)),
    );
}

function toCandidate(message: ToldMessage, candidate: ScriptedCandidate): Candidate {
  const source = { quote: message.text, messageIds: [message.id] };
  switch (candidate.action) {
    case 'learn':
      return {
        category: 'user_memory_fact',
        content: message.text,
        subject: 'user',
        importance: 0.7,
        confidence: 0.9,
        provenance: 'owner',
        isExplicit: false,
        ...source,
        ...candidate,
      };
    case 'retract':
      return { subject: 'user', ...source, ...candidate };
    case 'forget':
      return { ...source, ...candidate };
    default:
      throw new Error('A candidate without an action.');
  }
}
