/** What one does with the whole form: undo, check, preview, publish. */
import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { Menu } from '@/ui/Menu';
import type { Autosave } from '../lib/autosave';
import { Bar } from '../lib/Bar';
import { useT } from '../words';
import { useDesign, usePlace } from './context';
import { usePlaceOf, type DesignProblem } from './problems';

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
  const { design, app, id } = usePlace();
  const navigate = useNavigate();
  const title = useDesign((state) => state.doc.title);
  const isDocument = useDesign((state) => state.doc.document === true);
  const placeOf = usePlaceOf();
  const others = [
    ...(isPhone ? [{ key: 'preview', icon: 'eye' as const, label: t('bar.preview'), go: onPreview }] : []),
    ...(isDocument ? [{ key: 'flow', icon: 'flow' as const, label: t('bar.flow'), go: () => void navigate(`/apps/${app}/design/flow/${id}`) }] : []),
    { key: 'permissions', icon: 'key' as const, label: t('bar.permissions'), go: () => void navigate(`/apps/${app}/design/permission/${id}`) },
    { key: 'versions', icon: 'history' as const, label: t('bar.versions'), go: onVersions },
  ];
  return (
    <Bar
      title={words(title) || t('canvas.untitled')}
      back={`/apps/${app}/forms/${id}`}
      saving={saving}
      history={design.temporal}
      problems={problems.map((one) => ({ key: one.path + one.code, title: placeOf(one), message: one.message, go: () => design.getState().select(one.field) }))}
      onPublish={onPublish}
      before={
        isPhone && (
          <>
            <button type="button" className="icon-button" aria-label={t('bar.palette')} onClick={() => onShow('palette')}>
              <Icon name="add" size={18} />
            </button>
            <button type="button" className="icon-button" aria-label={t('bar.properties')} onClick={() => onShow('properties')}>
              <Icon name="settings" size={17} />
            </button>
          </>
        )
      }
    >
      {!isPhone && others.map((one) => <Button key={one.key} size="small" icon={<Icon name={one.icon} size={14} />} onClick={one.go}>{one.label}</Button>)}
      {!isPhone && <Button size="small" icon={<Icon name="eye" size={14} />} onClick={onPreview}>{t('bar.preview')}</Button>}
      {isPhone && <Menu items={others} onChoose={(key) => others.find((one) => one.key === key)?.go()} trigger={(opened) => <Button size="small" aria-label={t('bar.more')} icon={<Icon name="more" size={15} />} {...opened} />} />}
    </Bar>
  );
}
