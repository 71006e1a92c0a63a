// The synthesis desk without the mouse. Everything here presses what is already on the page.
document.addEventListener('DOMContentLoaded', () => {
  const rows = [...document.querySelectorAll('[data-row]')]
  const boxes = rows.map((row) => row.querySelector('input[type=checkbox]'))
  const points = [...document.querySelectorAll('[data-points] > li')]
  const find = document.getElementById('trouver')
  const title = document.getElementById('title')
  const press = (selector) => document.querySelector(selector)?.click()
  const here = () => Math.max(0, rows.findIndex((row) => row.contains(document.activeElement)))

  const go = (step) => {
    const on = rows.some((row) => row.contains(document.activeElement))
    const next = on ? Math.min(rows.length - 1, Math.max(0, here() + step)) : 0
    boxes[next]?.focus()
    rows[next]?.scrollIntoView({ block: 'nearest' })
  }

  // Those that stand indented under the first of their group go with it.
  const group = () => {
    let first = here()
    while (first > 0 && rows[first].classList.contains('level-2')) first -= 1
    for (let at = first; at < rows.length && (at === first || rows[at].classList.contains('level-2')); at += 1) {
      boxes[at].checked = true
    }
  }

  const keys = {
    j: () => go(1),
    k: () => go(-1),
    x: () => { const box = boxes[here()]; if (box) { box.checked = !box.checked; box.focus() } },
    g: group,
    p: () => rows[here()]?.querySelector('[data-near]')?.click(),
    l: () => { if (!boxes.some((box) => box.checked) && boxes[here()]) boxes[here()].checked = true; press('[data-key=l]') },
    f: () => find?.focus(),
    n: () => title?.focus(),
  }

  document.addEventListener('keydown', (event) => {
    const typing = event.target.matches('input:not([type=checkbox]):not([type=radio]), textarea, select')
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return
    event.preventDefault()
    keys[event.key]()
  })

  if (find) {
    const plain = (words) => words.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
    find.hidden = false
    find.addEventListener('input', () => {
      for (const point of points) point.hidden = !plain(point.textContent).includes(plain(find.value))
    })
    find.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter') return
      event.preventDefault()
      const radio = points.find((point) => !point.hidden)?.querySelector('input[type=radio]')
      if (radio) { radio.checked = true; press('[data-gather]') }
    })
  }
  title?.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    press('[data-new]')
  })
})
