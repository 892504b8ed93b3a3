/** What an approver reads before deciding: fields of the document, balances before and after, latest values. */
import { useTranslation } from '@/locales/useTranslation';
import type { TaskView } from '@/core/wire';
import { Icon } from '@/ui/icons';
import { Card } from '@/ui/page';
import { isSingle, rowsOf, type Figure, type FigureLine } from './figures';
import './card.css';

export function DecisionCard({ figures }: { figures: TaskView['card'] }) {
  const { t } = useTranslation();
  if (figures.length === 0) return null;
  const facts = figures.filter(isSingle);
  const columns = figures.filter((one) => !isSingle(one));
  return (
    <Card title={t('task.card')}>
      <div className="decision-card">
        {facts.length > 0 && (
          <dl className="decision-facts">
            {facts.map((one, i) => (
              <div key={i}>
                <dt>{one.title}</dt>
                <dd>{one.lines[0] && <Amount line={one.lines[0]} />}</dd>
              </div>
            ))}
          </dl>
        )}
        {columns.length > 0 && <ByRow columns={columns} />}
      </div>
    </Card>
  );
}

function ByRow({ columns }: { columns: readonly Figure[] }) {
  const { t } = useTranslation();
  const more = Math.max(...columns.map((one) => one.more));
  return (
    <div className="decision-rows">
      <table>
        <thead>
          <tr>
            <th scope="col">
              <span className="sr-only">{t('task.card_row')}</span>
            </th>
            {columns.map((one, i) => (
              <th key={i} scope="col">
                {one.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rowsOf(columns).map((row) => (
            <tr key={row.label}>
              <th scope="row">{row.label}</th>
              {row.lines.map((line, i) => (
                <td key={i}>{line ? <Amount line={line} /> : <span className="muted">—</span>}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 && <p className="muted">{t('task.card_more', { n: more })}</p>}
    </div>
  );
}

function Amount({ line }: { line: FigureLine }) {
  const { t } = useTranslation();
  if (line.after === null) return <span className="decision-amount">{line.now}</span>;
  return (
    <span className="decision-amount">
      <span className="muted">{line.now}</span>
      <Icon name="arrow_right" size={13} />
      <span className="sr-only">{t('task.card_after')}</span>
      <b className={line.after.startsWith('-') ? 'is-below' : undefined}>{line.after}</b>
    </span>
  );
}
