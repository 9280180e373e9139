import type { AnswerType } from './answer-type.ts';
import { food } from './food.ts';
import { leisure } from './leisure.ts';
import { livingThings } from './living-things.ts';
import { peopleAndWork } from './people-and-work.ts';
import { places } from './places.ts';
import { things } from './things.ts';

export const answerTypes: readonly AnswerType[] = [
  ...places,
  ...livingThings,
  ...food,
  ...leisure,
  ...peopleAndWork,
  ...things,
];
