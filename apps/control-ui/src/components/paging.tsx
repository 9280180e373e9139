import { useTexts } from '../app.ts';
import { useFormat } from './format.ts';

interface PagingProps {
  /** From 1. */
  readonly page: number;
  readonly size: number;
  readonly total: number;
  readonly onPage: (page: number) => void;
}

export function Paging({ page, size, total, onPage }: PagingProps) {
  const { panel: t } = useTexts();
  const { number } = useFormat();
  if (total === 0) return null;
  const first = (page - 1) * size + 1;
  const last = Math.min(page * size, total);
  return (
    <nav class="paging" aria-label={t.range(number(first), number(last), number(total))}>
      <button
        type="button"
        class="secondary"
        disabled={page === 1}
        onClick={() => onPage(page - 1)}
      >
        {t.previous}
      </button>
      <span class="note">{t.range(number(first), number(last), number(total))}</span>
      <button
        type="button"
        class="secondary"
        disabled={last === total}
        onClick={() => onPage(page + 1)}
      >
        {t.next}
      </button>
    </nav>
  );
}
