"""Every kind of public page with content that pushes: nothing sticks out at any width."""

import pytest

from tests.browser.people import Office, too_wide
from tests.browser.reading import kinds_of_pages

pytestmark = pytest.mark.browser

WIDTHS = (360, 768, 1280, 1920)
#: 200 characters with a symbol and a word that nothing breaks, as some people paste them.
HEADLINE = (
    "Viện kiểm sát nhân dân tỉnh triển khai Chỉ thị 05/CT-VKSTC-TCKS-BCĐ và tàiliệutậphuấn"
    "nghiệpvụcôngtáckiểmsátgiảiquyếtđơnkhiếunại đến toàn thể công chức, người lao động hai cấp"
    " trong buổi sinh hoạt"
)
_PUSH = """([headline]) => {
    // Words of ours and dates have their length; the rest is written by people.
    const ours = '.page-head__feed, .section-row__more, .share *, nav:not(.breadcrumb) a, .list-archive a, '
        + '.search-page a:not(.search-hit a), .home-board__more a, .home-feature__more a';
    const shown = [...document.querySelectorAll('main :is(h1, h2, h3, a, dd, figcaption, caption)')]
        .filter((each) => !each.matches(ours));
    for (const each of shown) {
        if (!each.children.length && each.textContent.trim().length > 6) each.textContent = headline;
    }
    const body = document.querySelector('.article__body');
    if (!body) return;
    const cells = (tag) => `<tr>${`<${tag}>1.234.567.890</${tag}>`.repeat(14)}</tr>`;
    const table = `<div class="wide-table"><table>${cells('th')}${cells('td').repeat(40)}</table></div>`;
    const tall = '<figure class="story-photo"><img src="/favicon.ico" alt="" width="800" height="4000"></figure>';
    const address = 'https://vidu.vn/' + 'a'.repeat(300);
    const words = `<p>${'Kiểm sát viên đọc hồ sơ. '.repeat(80)}</p>`.repeat(40);
    body.insertAdjacentHTML('beforeend', `${table}${tall}<p>${address}</p><ul><li>${address}</li></ul>
        <blockquote>${headline}</blockquote><h2>${headline}</h2>${words}`);
}"""


def test_nothing_sticks_out_whatever_a_page_has_to_show(office: Office) -> None:
    page = office.reader()
    troubles: list[tuple[object, ...]] = []
    addresses = [address for address, _markup in kinds_of_pages(office)]
    for address in addresses:
        page.goto(address)
        page.evaluate(_PUSH, [HEADLINE])
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            troubles += [(width, *one) for one in too_wide(page)]
    page.context.close()

    assert len(HEADLINE) <= 200
    assert len(addresses) > 12
    assert troubles == []
