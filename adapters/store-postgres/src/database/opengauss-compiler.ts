import { PostgresQueryCompiler } from 'kysely';
import type { OnConflictNode } from 'kysely';

/**
 * openGauss has no `on conflict`: a row that breaks any unique key is updated, or left alone, by
 * `on duplicate key update`. Columns of unique keys must not be among those that are set.
 */
export class OpenGaussQueryCompiler extends PostgresQueryCompiler {
  protected override visitOnConflict({ updates, updateWhere }: OnConflictNode): void {
    this.append('on duplicate key update ');
    if (updates === undefined) {
      this.append('nothing');
      return;
    }
    this.compileList(updates);
    if (updateWhere !== undefined) {
      this.append(' ');
      this.visitNode(updateWhere);
    }
  }
}
