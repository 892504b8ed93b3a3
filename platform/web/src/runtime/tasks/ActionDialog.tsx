/** The form of one action: who, where to, why, with which files and signature. */
import { Input, Modal } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import type { FileValue } from '@/core/documents';
import type { TaskButton } from '@/core/wire';
import { Alert } from '@/ui/Alert';
import { FileInput } from '@/ui/Files';
import { Radios } from '@/ui/Radios';
import { PeoplePicker } from './PeoplePicker';
import { SignaturePad } from './SignaturePad';
import { asksForOne, asksForPeople, bodyOf, DANGEROUS, isComplete, type Given } from './buttons';

interface ActionDialogProps {
  app: string;
  button: TaskButton;
  title: string;
  comment: string;
  phrases: readonly string[];
  onDo: (body: Record<string, unknown>) => Promise<unknown>;
  onClose: () => void;
}

export default function ActionDialog({ app, button, title, comment, phrases, onDo, onClose }: ActionDialogProps) {
  const { t } = useTranslation();
  const [given, setGiven] = useState<Given>(() => ({
    comment,
    attachments: [],
    signature: '',
    members: [],
    where: button.where[0] ?? 'parallel',
    to: button.targets[0]?.id ?? '',
    after: 'replay',
  }));
  const [files, setFiles] = useState<FileValue[]>([]);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState('');
  const set = (change: Partial<Given>) => setGiven((before) => ({ ...before, ...change }));
  const submit = async () => {
    setBusy(true);
    const failed = await onDo(bodyOf(button, given));
    setBusy(false);
    setError(failed instanceof Error ? failed.message : '');
  };
  const choose = (one: { id: string; name: string }) => {
    const has = given.members.some((m) => m.id === one.id);
    set({ members: has ? given.members.filter((m) => m.id !== one.id) : [...given.members, one] });
  };
  const commentLabel = t(`task.comment_of.${button.name}`, { defaultValue: t('task.comment') });
  return (
    <Modal open title={title} okText={title} cancelText={t('cancel')} onCancel={onClose} onOk={() => void submit()} confirmLoading={busy} okButtonProps={{ disabled: !isComplete(button, given), danger: DANGEROUS.includes(button.name) }}>
      <div className="action-form">
        {t(`task.help.${button.name}`, { defaultValue: '' }) && <p className="muted">{t(`task.help.${button.name}`)}</p>}
        {button.name === 'return' && (
          <Row label={t('task.return_to')}>
            <Radios isStacked value={given.to} onChange={(to) => set({ to })} options={button.targets.map((one) => ({ value: one.id, label: one.title }))} />
          </Row>
        )}
        {button.name === 'return' && button.after === 'choose' && (
          <Row label={t('task.after')}>
            <Radios isStacked value={given.after} onChange={(after) => set({ after })} options={['replay', 'direct'].map((value) => ({ value, label: t(`task.after_${value}`) }))} />
          </Row>
        )}
        {button.name === 'add_sign' && button.where.length > 1 && (
          <Row label={t('task.where')}>
            <Radios isStacked value={given.where} onChange={(where) => set({ where })} options={button.where.map((value) => ({ value, label: t(`task.where_${value}`) }))} />
          </Row>
        )}
        {asksForPeople(button.name) && (
          <Row label={t('task.people')} isRequired>
            <PeoplePicker value={given.members} onChange={(members) => set({ members })} most={asksForOne(button.name) ? 1 : 100} />
          </Row>
        )}
        {button.name === 'remove_sign' && (
          <Row label={t('task.people')} isRequired>
            <span className="chips">
              {button.people.map((one) => (
                <button key={one.id} type="button" className="chip" aria-pressed={given.members.some((m) => m.id === one.id)} onClick={() => choose(one)}>
                  {one.name}
                </button>
              ))}
            </span>
          </Row>
        )}
        {button.comment !== 'none' && (
          <Row label={commentLabel} isRequired={button.comment === 'required'}>
            <Input.TextArea autoFocus={!asksForPeople(button.name)} aria-label={commentLabel} rows={3} maxLength={2000} value={given.comment} onChange={(event) => set({ comment: event.target.value })} />
            {phrases.length > 0 && (
              <span className="chips">
                {phrases.map((phrase) => (
                  <button key={phrase} type="button" className="chip" onClick={() => set({ comment: given.comment ? `${given.comment}${phrase}` : phrase })}>
                    {phrase}
                  </button>
                ))}
              </span>
            )}
          </Row>
        )}
        {button.attachments !== 'none' && (
          <Row label={t('task.attachments')} isRequired={button.attachments === 'required'}>
            <FileInput
              app={app}
              files={files}
              most={20}
              limitMb={20}
              imagesOnly={false}
              isReadonly={false}
              isSmall
              onChange={(next) => {
                setFiles(next);
                set({ attachments: next.map((file) => file.id) });
              }}
            />
          </Row>
        )}
        {button.signature !== 'none' && (
          <Row label={t('task.signature')} isRequired={button.signature === 'required'}>
            <SignaturePad app={app} onChange={(signature) => set({ signature })} />
          </Row>
        )}
        {error && <Alert type="error" title={error} />}
      </div>
    </Modal>
  );
}

function Row({ label, isRequired = false, children }: { label: string; isRequired?: boolean; children: ReactNode }) {
  return (
    <div className="action-row">
      <span className={isRequired ? 'action-label is-required' : 'action-label'}>{label}</span>
      {children}
    </div>
  );
}
