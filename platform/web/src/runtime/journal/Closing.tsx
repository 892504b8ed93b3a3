/** 月结: the checklist of a month, the vouchers the close would write, and the close itself. */
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { Link } from 'react-router';
import { showNumber } from '@/core/numbers';
import { confirm } from '@/ui/confirm';
import { Icon } from '@/ui/icons';
import { Failed, Loading } from '@/ui/notice';
import { Card } from '@/ui/page';
import { MonthInput } from './MonthInput';
import { useChecklist, useCloseAction, type Check, type CloseAction, type Journal, type Planned } from './queries';

interface ClosingProps {
  app: string;
  journal: Journal;
  month: string;
  onMonth: (month: string) => void;
}

export function Closing({ app, journal, month, onMonth }: ClosingProps) {
  const { t } = useTranslation();
  const list = useChecklist(app, journal.id, month);
  const act = useCloseAction(app, journal.id, month);
  const ask = async (action: CloseAction) => {
    const isClose = action === 'close';
    const title = isClose ? t('journal.close_ask', { month }) : t('journal.reopen_ask', { month });
    if (await confirm({ title, okText: isClose ? t('journal.close_month') : t('journal.reopen') })) act.mutate({ action });
  };
  return (
    <>
      <div className="ledger-tools journal-month">
        <MonthInput label={t('journal.month')} value={month} onChange={onMonth} />
      </div>
      {act.isError && <Failed error={act.error} />}
      {list.isPending && <Loading />}
      {list.isError && <Failed error={list.error} onRetry={() => void list.refetch()} />}
      {list.data && (
        <Card
          title={list.data.closed ? t('journal.is_closed', { month }) : t('journal.checklist', { month })}
          extra={(list.data.closed ? journal.may_reopen : journal.may_close) && (
            <div className="journal-actions">
              {list.data.closed ? (
                <Button loading={act.isPending} onClick={() => void ask('reopen')}>{list.data.waits_for.length > 0 ? t('journal.reopen_agree') : t('journal.reopen')}</Button>
              ) : (
                <>
                  <Button disabled={!list.data.planned.some((one) => one.lines.length > 0 && !one.on_request)} loading={act.isPending} onClick={() => act.mutate({ action: 'close/vouchers' })}>{t('journal.write_vouchers')}</Button>
                  <Button type="primary" disabled={!list.data.ready} loading={act.isPending} onClick={() => void ask('close')}>{t('journal.close_month')}</Button>
                </>
              )}
            </div>
          )}
        >
          {list.data.waits_for.length > 0 && <p className="muted" role="status">{t('journal.reopen_waits', { roles: list.data.waits_for.join(t('journal.and')) })}</p>}
          <ul className="journal-checks">
            {list.data.checks.map((check) => <CheckLine key={check.id} app={app} check={check} />)}
            {list.data.planned.filter((one) => one.lines.length > 0 || !one.on_request).map((one) => (
              <PlannedLine key={one.id} planned={one} onWrite={journal.may_close && one.on_request ? () => act.mutate({ action: 'close/vouchers', step: one.id }) : undefined} />
            ))}
          </ul>
        </Card>
      )}
    </>
  );
}

const MARKS = {
  ok: ['is-in', 'check_circle', 'journal.ok'],
  blocked: ['is-out', 'error', 'journal.blocked'],
  warning: ['is-warning', 'error', 'journal.warning'],
} as const;

function CheckLine({ app, check }: { app: string; check: Check }) {
  const { t } = useTranslation();
  const [mark, icon, word] = MARKS[check.status];
  const figures = Object.entries(check.figures).filter(([name, value]) => value !== '' && !(name === 'count' && value === '0'));
  return (
    <li>
      <span className={mark}><Icon name={icon} /></span>
      <div>
        <div>{check.title}<span className="sr-only"> {t(word)}</span></div>
        {figures.length > 0 && (
          <small className="muted">
            {figures.map(([name, value]) => `${t(`journal.figure.${name}`)} ${showNumber(value, value.includes('.') ? 2 : undefined)}`).join(' · ')}
          </small>
        )}
        {(check.offenders.length > 0 || check.more > 0) && <Offenders app={app} check={check} />}
      </div>
    </li>
  );
}

/** Two lines on a PC: what else there is comes at a click. */
const FEW = 12;

function Offenders({ app, check: { offenders, more } }: { app: string; check: Check }) {
  const { t } = useTranslation();
  const [isWhole, setWhole] = useState(offenders.length <= FEW);
  const shown = isWhole ? offenders : offenders.slice(0, FEW);
  return (
    <div className="journal-offenders">
      {shown.map((one) => <Link key={`${one.form}/${one.id}`} to={`/apps/${app}/forms/${one.form}/records/${one.id}`}>{one.title}</Link>)}
      {!isWhole && <Button type="link" size="small" onClick={() => setWhole(true)}>{t('journal.show_more')}</Button>}
      {isWhole && more > 0 && <small className="muted">{t('journal.more', { count: more })}</small>}
    </div>
  );
}

function PlannedLine({ planned, onWrite }: { planned: Planned; onWrite?: () => void }) {
  const { t } = useTranslation();
  const isDone = planned.lines.length === 0;
  return (
    <li>
      <span className={isDone ? 'is-in' : 'muted'}><Icon name={isDone ? 'check_circle' : 'edit'} /></span>
      <div>
        <div>{planned.title}</div>
        {isDone ? (
          <small className="muted">{t('journal.nothing_to_write')}</small>
        ) : (
          planned.lines.map((line, i) => (
            <small className="journal-planned" key={i}>
              {t(line.debit === '0.00' ? 'journal.credit' : 'journal.debit')} {line.account} {showNumber(line.debit === '0.00' ? line.credit : line.debit, 2)}
            </small>
          ))
        )}
        {onWrite && (
          <div className="journal-request">
            <small className="muted">{t('journal.on_request')}</small>
            <Button size="small" onClick={onWrite}>{t('journal.write_one')}</Button>
          </div>
        )}
      </div>
    </li>
  );
}
