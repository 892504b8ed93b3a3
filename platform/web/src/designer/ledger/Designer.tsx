/** A ledger: by what, how much, from which documents; and beside it what it would count of real records. */
import { Button } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { useStore } from 'zustand';
import { api, url } from '@/core/api';
import type { components } from '@/generated/api';
import { useIsPhone, useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { late } from '@/ui/late';
import { useToast } from '@/ui/toast';
import { useAutosave, type Draft } from '../lib/autosave';
import { Bar } from '../lib/Bar';
import type { Difference } from '../lib/Changes';
import { Conflict } from '../lib/Conflict';
import { useDesignPlace } from '../lib/place';
import { useDraftProblems, type DraftProblem } from '../lib/problems';
import { useT } from '../words';
import { Aside } from './Aside';
import { Checks } from './Checks';
import { LedgerProvider, useOtherLedgers, useSpoken, useUses, type LedgerContext } from './context';
import { Dimensions } from './Dimensions';
import type { LedgerDesignDocument } from './document';
import { Head } from './Head';
import { useLedgerKeys } from './keyboard';
import { countsAnew, LedgerChanges } from './LedgerChanges';
import { Measures } from './Measures';
import { More } from './More';
import { Postings } from './Postings';
import type { LedgerDesign, Place } from './store';
import '@/ui/page.css';
import '../lib/designer.css';
import './ledger.css';

const PublishDialog = late(async () => (await import('../lib/PublishDialog')).PublishDialog);
const RecountChoice = late(async () => (await import('./Recount')).RecountChoice);
const RecountJob = late(async () => (await import('./Recount')).RecountJob);
const Versions = late(async () => (await import('../lib/Versions')).Versions);

export function Designer({ draft, design }: { draft: Draft<LedgerDesignDocument>; design: LedgerDesign }) {
  const t = useT();
  const words = useWords();
  const toast = useToast();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const isPhone = useIsPhone();
  const { app, id } = useDesignPlace();
  const doc = useStore(design, (state) => state.doc);
  const saving = useAutosave<LedgerDesignDocument>(design, draft);
  const { problems } = useDraftProblems(doc);
  const spoken = useSpoken(doc);
  const ledgers = useOtherLedgers(app, doc);
  const uses = useUses(app, id, true);
  const [dialog, setDialog] = useState<'publish' | 'versions' | null>(null);
  const [published, setPublished] = useState(draft.published);
  const [recounts, setRecounts] = useState<boolean | null>(null);
  const [job, setJob] = useState<string | null>(null);
  const context = useMemo<LedgerContext>(() => ({ app, design, problems, ...spoken, ledgers, uses }), [app, design, problems, spoken, ledgers, uses]);
  const placeOf = (problem: DraftProblem) => {
    const [title, place] = placeIn(problem.path);
    return { key: problem.path + problem.code, title: t(`ledger.${title.key}`, title.values), message: problem.message, go: () => design.getState().open(place) };
  };
  /** Unless somebody said otherwise: where figures change, and no costs have to be worked out again. */
  const willRecount = (difference: Difference) => recounts ?? ((published === null || countsAnew(difference)) && doc.costing === undefined);
  const recount = async () => {
    try {
      setJob((await api.post<components['schemas']['RecountJobOut']>(url`/apps/${app}/ledgers/${id}/recount`, {})).job);
    } catch (cause) {
      toast.failed(cause);
    }
  };
  const done = (version: number, difference: Difference) => {
    const isDue = willRecount(difference);
    setPublished(version);
    setRecounts(null);
    if (isDue) void recount();
  };
  const discard = async () => {
    try {
      await saving.flush();
      await api.delete(url`/apps/${app}/documents/ledger/${id}/draft`);
      await queries.invalidateQueries({ queryKey: ['design', app, 'documents'] });
      void navigate(`/apps/${app}/design`);
    } catch (cause) {
      toast.failed(cause);
    }
  };
  const close = () => setDialog(null);
  return (
    <LedgerProvider value={context}>
      <Keys />
      <div className="fd">
        <Bar title={words(doc.title) || t('canvas.untitled')} back={`/apps/${app}/design`} saving={saving} history={design.temporal} problems={problems.map(placeOf)} onPublish={() => setDialog('publish')}>
          {published === null && <Button size="small" icon={<Icon name="delete" size={14} />} aria-label={t('ledger.discard')} title={t('ledger.discard')} onClick={() => void discard()}>{!isPhone && t('ledger.discard')}</Button>}
          {!isPhone && published !== null && <Button size="small" icon={<Icon name="history" size={14} />} onClick={() => setDialog('versions')}>{t('bar.versions')}</Button>}
        </Bar>
        <Conflict saving={saving} />
        <div className="ld-panes">
          <div className="ld-main">
            <Head />
            <Postings />
            <Dimensions />
            <Measures />
            <Checks />
            <More {...(published === null ? {} : { onRecount: () => void recount() })} />
          </div>
          <Aside />
        </div>
      </div>
      {dialog === 'publish' && (
        <PublishDialog
          saving={saving}
          problems={problems}
          isFirst={published === null}
          show={(difference) => <LedgerChanges difference={difference} />}
          more={(difference) => <RecountChoice app={app} ledger={id} isOn={willRecount(difference)} onSwitch={setRecounts} />}
          onClose={close}
          onPublished={done}
        />
      )}
      {dialog === 'versions' && <Versions saving={saving} onClose={close} onReturned={setPublished} />}
      {job !== null && <RecountJob app={app} job={job} onClose={() => setJob(null)} />}
    </LedgerProvider>
  );
}

function Keys() {
  useLedgerKeys();
  return null;
}

/** What a mistake is about, and where that is opened. */
function placeIn(path: string): [{ key: string; values?: { n: number } }, Place] {
  const [, part, at] = /^(dimensions|measures|postings|checks)\.(\d+)/.exec(path) ?? [];
  if (part && at) return [{ key: `nth_${part}`, values: { n: Number(at) + 1 } }, `${part}.${at}` as Place]; // the pattern says so
  const name = path.split('.', 1)[0]!;
  if (['costing', 'open', 'ageing'].includes(name)) return [{ key: name }, 'more'];
  return [{ key: 'the_ledger' }, 'head'];
}
