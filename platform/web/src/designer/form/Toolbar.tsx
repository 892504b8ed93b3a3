/** What one does with the whole form: undo, check, preview, publish. */
import { Badge, Button, Popover } from 'antd';
import { useStore } from 'zustand';
import { useNavigate } from 'react-router';
import { useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { useT } from '../words';
import type { Autosave } from './autosave';
import { useDesign, usePlace } from './context';
import { useFieldNames } from './names';
import type { DesignProblem } from './problems';

interface ToolbarProps {
  saving: Autosave;
  problems: readonly DesignProblem[];
  isPhone: boolean;
  onPreview: () => void;
  onVersions: () => void;
  onPublish: () => void;
  onShow: (pane: 'palette' | 'properties') => void;
}

export function Toolbar({ saving, problems, isPhone, onPreview, onVersions, onPublish, onShow }: ToolbarProps) {
  const t = useT();
  const words = useWords();
  const navigate = useNavigate();
  const { design, app, id } = usePlace();
  const title = useDesign((state) => state.doc.title);
  const { undo, redo } = design.temporal.getState();
  const past = useStore(design.temporal, (state) => state.pastStates.length);
  const future = useStore(design.temporal, (state) => state.futureStates.length);
  return (
    <header className="fd-bar">
      <button type="button" className="icon-button" aria-label={t('bar.back')} title={t('bar.back')} onClick={() => void navigate(`/apps/${app}/forms/${id}`)}>
        <Icon name="arrow_left" size={18} />
      </button>
      <h1>{words(title) || t('canvas.untitled')}</h1>
      <SaveState saving={saving} />
      <span className="fd-bar-space" />
      {isPhone && (
        <>
          <button type="button" className="icon-button" aria-label={t('bar.palette')} onClick={() => onShow('palette')}>
            <Icon name="add" size={18} />
          </button>
          <button type="button" className="icon-button" aria-label={t('bar.properties')} onClick={() => onShow('properties')}>
            <Icon name="settings" size={17} />
          </button>
        </>
      )}
      <button type="button" className="icon-button" aria-label={t('bar.undo')} title={t('bar.undo')} disabled={past === 0} onClick={() => undo()}>
        <Icon name="undo" size={17} />
      </button>
      <button type="button" className="icon-button is-mirrored" aria-label={t('bar.redo')} title={t('bar.redo')} disabled={future === 0} onClick={() => redo()}>
        <Icon name="undo" size={17} />
      </button>
      <Problems problems={problems} />
      {!isPhone && (
        <Button size="small" icon={<Icon name="history" size={14} />} onClick={onVersions}>
          {t('bar.versions')}
        </Button>
      )}
      <Button size="small" icon={<Icon name="eye" size={14} />} onClick={onPreview} aria-label={t('bar.preview')}>
        {isPhone ? null : t('bar.preview')}
      </Button>
      <Badge count={problems.length} size="small">
        <Button size="small" type="primary" onClick={onPublish}>
          {t('bar.publish')}
        </Button>
      </Badge>
    </header>
  );
}

function SaveState({ saving }: { saving: Autosave }) {
  const t = useT();
  if (saving.state === 'failed') {
    return (
      <button type="button" className="fd-save is-failed" onClick={() => void saving.flush().catch(() => undefined)}>
        <Icon name="error" size={13} />
        {t('save.failed')}
      </button>
    );
  }
  return (
    <span className={`fd-save is-${saving.state}`} role="status">
      <i aria-hidden="true" />
      <span>{t(`save.${saving.state}`)}</span>
    </span>
  );
}

/** The count opens a list; each line leads to its field. */
function Problems({ problems }: { problems: readonly DesignProblem[] }) {
  const t = useT();
  const { design } = usePlace();
  const nameOf = useFieldNames();
  if (problems.length === 0) return null;
  const list = (
    <ul className="fd-problem-list">
      {problems.map((problem) => (
        <li key={problem.path + problem.code}>
          <button type="button" onClick={() => design.getState().select(problem.field)}>
            <strong>{problem.field === null ? t('problems.form') : (nameOf(problem.field) ?? labelOf(problem.field, design.getState().doc))}</strong>
            <span>{problem.message}</span>
          </button>
        </li>
      ))}
    </ul>
  );
  return (
    <Popover trigger="click" placement="bottomRight" title={t('problems.title')} content={list}>
      <Button size="small" type="text" danger icon={<Icon name="error" size={14} />}>
        {t('bar.problems', { count: problems.length })}
      </Button>
    </Popover>
  );
}

/** Subforms and sections are named in no formula, yet they can be wrong. */
function labelOf(path: string, doc: { fields: readonly { id: string; label: Readonly<Record<string, string>> }[] }): string {
  const field = doc.fields.find((one) => one.id === path);
  return field ? (Object.values(field.label)[0] ?? path) : path;
}
