/** The bar under a task: what to say, 同意 and 驳回, and everything else behind 更多. */
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import type { TaskButton, TaskView } from '@/core/wire';
import { Icon } from '@/ui/icons';
import { late } from '@/ui/late';
import { Menu } from '@/ui/Menu';
import { ANSWERS, BUTTON_ICONS, DANGEROUS, opensForm } from './buttons';
import type { Deciding } from './decide';

const ActionDialog = late(async () => (await import('./ActionDialog')).default);
const ChooseDialog = late(async () => (await import('./ChooseDialog')).default);
const MOST_IN_BAR = 2;

interface DecisionProps {
  task: TaskView;
  deciding: Deciding;
  comment: string;
  onComment: (comment: string) => void;
}

export function Decision({ task, deciding, comment, onComment }: DecisionProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<TaskButton | null>(null);
  const { busy } = deciding;
  const buttons = task.buttons.filter((one) => one.name !== 'read');
  if (buttons.length === 0) return null;
  const title = (one: TaskButton) => one.title || t(`task.${one.name}`);
  const press = (one: TaskButton) => {
    const said = { comment, attachments: [], signature: '' };
    if (opensForm(one, said)) setOpen(one);
    else void deciding.run(one.name, one.name === 'save' ? {} : { comment: comment.trim() });
  };
  const answers = buttons.filter((one) => ANSWERS.includes(one.name));
  const others = buttons.filter((one) => !ANSWERS.includes(one.name));
  const isShort = answers.length === 0 && others.length <= MOST_IN_BAR;
  const inBar = isShort ? others : [...answers].reverse();
  return (
    <div className="form-foot decision">
      {answers.length > 0 && (
        <div className="decision-comment">
          <Input.TextArea aria-label={t('task.comment')} placeholder={t('task.comment_more')} autoSize={{ minRows: 1, maxRows: 4 }} maxLength={2000} value={comment} onChange={(event) => onComment(event.target.value)} />
          {task.phrases.length > 0 && (
            <Menu
              items={task.phrases.map((phrase) => ({ key: phrase, label: phrase }))}
              onChoose={(phrase) => onComment(comment ? `${comment}${phrase}` : phrase)}
              trigger={(props) => (
                <Button {...props} type="text">
                  {t('task.phrases')}
                </Button>
              )}
            />
          )}
        </div>
      )}
      {!isShort && others.length > 0 && (
        <Menu
          items={others.map((one) => ({ key: one.name, label: title(one), danger: DANGEROUS.includes(one.name), ...(BUTTON_ICONS[one.name] ? { icon: BUTTON_ICONS[one.name] } : {}) }))}
          onChoose={(name) => {
            const chosen = others.find((one) => one.name === name);
            if (chosen) press(chosen);
          }}
          trigger={(props) => (
            <Button {...props} disabled={busy !== null} icon={<Icon name="more" />}>
              {t('task.more')}
            </Button>
          )}
        />
      )}
      {inBar.map((one) => (
        <Button key={one.name} type={one.name === 'approve' || one.name === 'handle' ? 'primary' : 'default'} danger={DANGEROUS.includes(one.name)} disabled={busy !== null} loading={busy === one.name} icon={<Icon name={one.name === 'reject' ? 'close' : (BUTTON_ICONS[one.name] ?? 'check')} />} onClick={() => press(one)}>
          {title(one)}
        </Button>
      ))}
      {open && (
        <ActionDialog
          app={task.app}
          button={open}
          title={title(open)}
          comment={comment}
          phrases={task.phrases}
          onClose={() => setOpen(null)}
          onDo={async (body) => {
            const failed = await deciding.run(open.name, body);
            if (!failed) setOpen(null);
            return failed;
          }}
        />
      )}
      {deciding.toChoose && <ChooseDialog nodes={deciding.toChoose.nodes} onClose={deciding.toChoose.cancel} onChoose={deciding.toChoose.go} />}
    </div>
  );
}
