/** 来源: which documents are counted, when, and how. */
import { Button } from 'antd';
import { useState } from 'react';
import { useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { late } from '@/ui/late';
import { Skeleton } from '@/ui/notice';
import { Card } from '@/ui/page';
import { useAppForms } from '../lib/app-forms';
import { shortId } from '../lib/short-id';
import { useT } from '../words';
import { useLedger, useLedgerState, useSaid } from './context';
import { idsOf, listOf, type Posting } from './document';
import { Row } from './Row';
import { postingInWords } from './say';

const NewPosting = late(async () => (await import('./NewPosting')).default);
const PostingSettings = late(async () => (await import('./PostingSettings')).default, () => <Skeleton />);

export function Postings() {
  const t = useT();
  const postings = useLedgerState((state) => listOf(state.doc, 'postings'));
  const [isNew, setNew] = useState(false);
  return (
    <Card title={t('ledger.postings')} extra={<span className="fd-muted">{t('ledger.postings_help')}</span>}>
      <ol className="ld-rows" aria-label={t('ledger.postings')}>
        {postings.map((one, at) => <PostingRow key={one.id} at={at} posting={one} />)}
      </ol>
      {postings.length === 0 && <p className="fd-muted">{t('ledger.no_postings')}</p>}
      <Button size="small" icon={<Icon name="add" size={13} />} onClick={() => setNew(true)}>{t('ledger.add_posting')}</Button>
      {isNew && <NewPosting onClose={() => setNew(false)} />}
    </Card>
  );
}

function PostingRow({ at, posting }: { at: number; posting: Posting }) {
  const t = useT();
  const words = useWords();
  const { design } = useLedger();
  const said = useSaid(posting);
  const forms = useAppForms().data?.items;
  const form = words(said.form?.title ?? forms?.find((one) => one.key === posting.form)?.title) || t('formula.deleted');
  const { what, more } = postingInWords(posting, said);
  const copy = () => design.getState().copy(at, shortId('p', idsOf(design.getState().doc)));
  return (
    <Row part="postings" at={at} name={t('ledger.rule_of', { n: at + 1, form })} onCopy={copy} settings={() => <PostingSettings at={at} posting={posting} />}>
      <span className="ld-said">
        <b>{form}</b> <i>{t(`ledger.event_${posting.event ?? 'approved'}`)}</i> <span>{what}</span>
        {more.length > 0 && <small>{more.join(' · ')}</small>}
      </span>
    </Row>
  );
}
