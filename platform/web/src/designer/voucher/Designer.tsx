/** A voucher rule: when, its lines, and beside them what it would write for a real document. */
import { Button } from 'antd';
import { useMemo, useState } from 'react';
import type { FormDocument } from '@/core/documents';
import { useIsPhone, useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { late } from '@/ui/late';
import { Card } from '@/ui/page';
import { useStore } from 'zustand';
import { useAutosave, type Draft } from '../lib/autosave';
import { Bar } from '../lib/Bar';
import { Conflict } from '../lib/Conflict';
import { NamedProvider, useNamedOf } from '../lib/names';
import { useDesignPlace } from '../lib/place';
import { useDraftProblems, type DraftProblem } from '../lib/problems';
import { useT } from '../words';
import { RuleProvider, useRuleState, type JournalFacts, type RuleContext } from './context';
import type { Entry, VoucherRule } from './document';
import { EntryCard } from './EntryCard';
import { RuleHead } from './RuleHead';
import type { RuleDesign } from './store';
import { Trial } from './Trial';
import '@/ui/page.css';
import '../lib/designer.css';
import './voucher.css';

const PublishDialog = late(async () => (await import('../lib/PublishDialog')).PublishDialog);
const Versions = late(async () => (await import('../lib/Versions')).Versions);

interface DesignerProps {
  draft: Draft<VoucherRule>;
  design: RuleDesign;
  form: FormDocument;
  journal: JournalFacts;
  vouchers: FormDocument | undefined;
}

export function Designer({ draft, design, form, journal, vouchers }: DesignerProps) {
  const t = useT();
  const words = useWords();
  const isPhone = useIsPhone();
  const { app } = useDesignPlace();
  const doc = useStore(design, (state) => state.doc);
  const saving = useAutosave<VoucherRule>(design, draft);
  const named = useNamedOf(form);
  const { problems } = useDraftProblems(doc);
  const [dialog, setDialog] = useState<'publish' | 'versions' | null>(null);
  const [published, setPublished] = useState(draft.published);
  const context = useMemo<RuleContext>(() => ({ app, design, form, journal, vouchers, problems }), [app, design, form, journal, vouchers, problems]);
  const placeOf = (problem: DraftProblem) => {
    const at = /^entries\.(\d+)/.exec(problem.path)?.[1];
    return { key: problem.path + problem.code, title: at === undefined ? t('voucher.rule') : t('voucher.line', { n: Number(at) + 1 }), message: problem.message, go: () => design.getState().open(at === undefined ? null : Number(at)) };
  };
  const close = () => setDialog(null);
  return (
    <NamedProvider value={named}>
      <RuleProvider value={context}>
        <div className="fd">
          <Bar title={words(doc.title) || t('canvas.untitled')} back={`/apps/${app}/design`} saving={saving} history={design.temporal} problems={problems.map(placeOf)} onPublish={() => setDialog('publish')}>
            {!isPhone && <Button size="small" icon={<Icon name="history" size={14} />} onClick={() => setDialog('versions')}>{t('bar.versions')}</Button>}
          </Bar>
          <Conflict saving={saving} />
          <div className="vr-panes">
            <div className="vr-main">
              <Card title={t('voucher.of_form', { name: words(form.title) })}><RuleHead /></Card>
              <Lines />
            </div>
            <Trial />
          </div>
        </div>
        {dialog === 'publish' && <PublishDialog saving={saving} problems={problems} isFirst={published === null} onClose={close} onPublished={setPublished} />}
        {dialog === 'versions' && <Versions saving={saving} onClose={close} onReturned={setPublished} />}
      </RuleProvider>
    </NamedProvider>
  );
}

const FRESH: Entry = { side: 'debit', account: '', amount: '0' };

function Lines() {
  const t = useT();
  const entries = useRuleState((state) => state.doc.entries);
  const add = useRuleState((state) => state.add);
  return (
    <Card title={t('voucher.lines')}>
      <ol className="vr-entries">
        {entries.map((entry, at) => <EntryCard key={at} at={at} entry={entry} />)}
      </ol>
      {entries.length === 0 && <p className="fd-muted">{t('voucher.no_lines')}</p>}
      <Button size="small" icon={<Icon name="add" size={13} />} onClick={() => add({ ...FRESH, side: entries.length % 2 === 0 ? 'debit' : 'credit' })}>{t('voucher.add_line')}</Button>
    </Card>
  );
}
