/** Before publishing: what changes, for how many records, and what still stands in the way. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Input, Modal, type InputRef } from 'antd';
import { useRef, useState, type ReactNode } from 'react';
import { api, ApiError } from '@/core/api';
import { keys } from '@/core/keys';
import { Alert } from '@/ui/Alert';
import { Failed, Loading } from '@/ui/notice';
import { useToast } from '@/ui/toast';
import { useFocusBack } from '@/ui/use-focus-back';
import { useT } from '../words';
import type { Autosave } from './autosave';
import { Changes, type Difference } from './Changes';
import { pathOfDocument, useDesignPlace } from './place';
import { useWorded, type DraftProblem } from './problems';

interface PublishDialogProps {
  saving: Autosave;
  problems: readonly DraftProblem[];
  /** Whether a version exists already. */
  isFirst: boolean;
  /** What a part is called that does not say so itself, by its path. */
  titled?: ((path: string) => string) | undefined;
  onClose: () => void;
  onPublished: (version: number, difference: Difference) => void;
  /** How a difference is shown where it has words of its own. */
  show?: (difference: Difference) => ReactNode;
  /** What else is decided with it. */
  more?: (difference: Difference) => ReactNode;
}

const NO_DIFFERENCE: Difference = { changes: [], affected_records: 0 };

export function PublishDialog({ saving, problems, isFirst, titled, onClose, onPublished, show, more }: PublishDialogProps) {
  const t = useT();
  useFocusBack();
  const toast = useToast();
  const queries = useQueryClient();
  const place = useDesignPlace();
  const { app, kind, id } = place;
  const [comment, setComment] = useState('');
  const note = useRef<InputRef>(null);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<readonly DraftProblem[]>([]);
  const path = pathOfDocument(place);
  const worded = useWorded();
  const { flush } = saving;
  const difference = useQuery({
    queryKey: ['design', app, kind, id, 'diff'],
    queryFn: async () => {
      await flush();
      return api.get<Difference>(`${path}/diff`);
    },
    gcTime: 0,
    retry: false,
  });
  const publish = async () => {
    setBusy(true);
    try {
      const rev = await flush();
      const { version } = await api.post<{ version: number }>(`${path}/publish`, { rev, comment });
      await queries.invalidateQueries({ queryKey: keys.app(app) });
      toast.done(t('publish.done', { version }));
      onPublished(version, difference.data ?? NO_DIFFERENCE);
      onClose();
    } catch (cause) {
      if (cause instanceof ApiError && Array.isArray(cause.data['problems'])) setRefused(worded(cause.data['problems'] as DraftProblem[]));
      else toast.failed(cause);
    } finally {
      setBusy(false);
    }
  };
  const wrong = refused.length > 0 ? refused : problems;
  const isSame = difference.data?.changes.length === 0 && !isFirst;
  const isBlocked = wrong.length > 0 || difference.isPending || isSame;
  return (
    <Modal open title={t([`publish.title_${kind}`, 'publish.title'])} width={640} okText={t('publish.confirm')} okButtonProps={{ loading: busy, disabled: isBlocked }} onOk={() => void publish()} onCancel={onClose} afterOpenChange={(isOpen) => isOpen && note.current?.focus()}>
      <div className="fd-publish">
        {wrong.length > 0 && <Alert type="error" title={t('publish.blocked', { n: wrong.length })} description={<ul>{wrong.map((one) => <li key={`${one.path}/${one.code}`}>{one.message}</li>)}</ul>} />}
        {difference.isPending && <Loading />}
        {difference.isError && <Failed error={difference.error} onRetry={() => void difference.refetch()} />}
        {difference.data && (
          <>
            {isFirst ? <p>{t([`publish.first_${kind}`, 'publish.first'])}</p> : isSame ? <p className="fd-muted">{t('publish.nothing')}</p> : show ? show(difference.data) : <Changes difference={difference.data} titled={titled} />}
            {difference.data.affected_records > 0 && !isSame && <p className="fd-affected">{t('publish.affected', { n: difference.data.affected_records })}</p>}
            {!isSame && more?.(difference.data)}
          </>
        )}
        <label>
          <span>{t('publish.comment')}</span>
          <Input value={comment} maxLength={200} placeholder={t('publish.comment_hint')} ref={note} onPressEnter={(event) => !isBlocked && !busy && !event.nativeEvent.isComposing && void publish()} onChange={(event) => setComment(event.target.value)} />
        </label>
      </div>
    </Modal>
  );
}
