/** A signature by finger, pen or mouse; uploaded as a picture when the stroke ends. */
import { Button } from 'antd';
import { useEffect, useRef, useState, type PointerEvent } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { api, url } from '@/core/api';
import type { FileValue } from '@/core/documents';

const WIDTH = 440;
const HEIGHT = 140;

export function SignaturePad({ app, onChange }: { app: string; onChange: (file: string) => void }) {
  const { t } = useTranslation();
  const canvas = useRef<HTMLCanvasElement>(null);
  const strokes = useRef(0);
  const [isEmpty, setEmpty] = useState(true);
  const [failed, setFailed] = useState(false);
  useEffect(() => clear(canvas.current), []);
  const at = (event: PointerEvent<HTMLCanvasElement>): [number, number] => {
    const box = event.currentTarget.getBoundingClientRect();
    return [((event.clientX - box.left) / box.width) * WIDTH, ((event.clientY - box.top) / box.height) * HEIGHT];
  };
  const begin = (event: PointerEvent<HTMLCanvasElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    const pen = event.currentTarget.getContext('2d');
    pen?.beginPath();
    pen?.moveTo(...at(event));
    setEmpty(false);
  };
  const draw = (event: PointerEvent<HTMLCanvasElement>) => {
    if (event.buttons === 0) return;
    const pen = event.currentTarget.getContext('2d');
    pen?.lineTo(...at(event));
    pen?.stroke();
  };
  const end = () => {
    const stroke = ++strokes.current;
    canvas.current?.toBlob((blob) => {
      if (!blob) return;
      const picture = new File([blob], 'signature.png', { type: 'image/png' });
      api.upload<FileValue>(url`/apps/${app}/files`, picture).then(
        (file) => {
          setFailed(false);
          // A later stroke is on its way with everything in it.
          if (stroke === strokes.current) onChange(file.id);
        },
        () => setFailed(true),
      );
    }, 'image/png');
  };
  const again = () => {
    strokes.current++;
    clear(canvas.current);
    setEmpty(true);
    onChange('');
  };
  return (
    <div className="signature">
      <canvas ref={canvas} width={WIDTH} height={HEIGHT} aria-label={t('task.sign_here')} onPointerDown={begin} onPointerMove={draw} onPointerUp={end} />
      {isEmpty && <span className="signature-hint muted">{t('task.sign_here')}</span>}
      {failed && <span role="alert">{t('failed.broken')}</span>}
      <Button size="small" disabled={isEmpty} onClick={again}>
        {t('task.sign_again')}
      </Button>
    </div>
  );
}

function clear(canvas: HTMLCanvasElement | null) {
  const pen = canvas?.getContext('2d');
  if (!canvas || !pen) return;
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, WIDTH, HEIGHT);
  pen.strokeStyle = '#16202a';
  pen.lineWidth = 2.5;
  pen.lineCap = 'round';
  pen.lineJoin = 'round';
}
