import { beforeEach, describe, expect, it } from '@jest/globals';
import { RegisterScene } from '../../../testing/a-register.js';
import { contact, pupil } from '../../../testing/a-source.js';

let scene: RegisterScene;
beforeEach(() => {
  scene = new RegisterScene();
});

describe('the list', () => {
  it('names whom a moved block keeps out, and leaves it to the settings to name the block itself', () => {
    scene
      .night([pupil('kim', contact('O'), contact('N'))])
      .block('O')
      .move('O', 'N', { block: true });
    expect(scene.list()).toEqual(['N moved']);
  });

  it('leaves a missing value to the source once the school has said what blank means', () => {
    const night = (order: 'false' | 'absent') => [pupil('kim', contact('K', { order }))];
    scene.night(night('false')).night([...night('absent'), pupil('lee', contact('N', { order: 'absent' }))]);
    expect(scene.list()).toEqual(['N blank']);
    scene.says('CourtOrderPolicySet', { blankCourtOrder: 'no-order' });
    expect(scene.list()).toEqual([]);
    expect(scene.alone('N')).toBe('order absent');
  });
});
