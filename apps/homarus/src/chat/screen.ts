/** Answers, which come in pieces, and lines beside them, each on a line of its own. */
export interface Screen {
  /** A piece of an answer. */
  write(piece: string): void;
  /** Ends the line of an answer, when one is begun. */
  endLine(): void;
  /** One line beside the answers. */
  tell(line: string): void;
}

export function createScreen(
  output: Pick<NodeJS.WritableStream, 'write'>,
  tell: (line: string) => void,
): Screen {
  let isAtLineStart = true;
  const endLine = (): void => {
    if (!isAtLineStart) output.write('\n');
    isAtLineStart = true;
  };
  return {
    write(piece) {
      output.write(piece);
      if (piece !== '') isAtLineStart = piece.endsWith('\n');
    },
    endLine,
    tell(line) {
      endLine();
      tell(line);
    },
  };
}
