"""Draw the studio's galleries for six trades in both languages into docs/galleries, and say what they cost.

Two more are built around a photo, for which a painted bowl on a table stands in.

Run with `python -m bench.contact_sheets`; writes JPEGs of less than 400 kB each.
"""

import io
import math
import random
import time
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from socialdraft.studio import pictures

ROOT = Path(__file__).parent.parent
FOLDER, FONTS = ROOT / "docs" / "galleries", ROOT / "socialdraft" / "studio" / "fonts"
COLUMNS, ROWS, GAP, TILE = 5, 4, 20, (252, 315)
MARGIN, HEAD, ROUND = 44, 96, 10
PAPER, INK, SOFT = "#FBFAF8", "#23201C", "#7A736B"
LANGUAGES = {"en": "English", "th": "Thai"}
BRIEFS = {
    "noodle_shop_en": "Business: noodle_shop\nName: Krua Somchai\nPalette: #FBF3E7,#B5341F,#F2B134,#2B211C\n"
    "Context: Boat noodles 45 baht | Sat-Sun 10:00-15:00\nMood: warm\nLanguage: en",
    "noodle_shop_th": "Business: noodle_shop\nName: ครัวสมชาย\nPalette: #FBF3E7,#B5341F,#F2B134,#2B211C\n"
    "Season: loy_krathong\nContext: ก๋วยเตี๋ยวเรือ ชามละ 45 บาท | เสาร์-อาทิตย์ 10.00-15.00 น.\nMood: warm\nLanguage: th",
    "cafe_en": "Business: cafe\nName: Daybreak Coffee\nPalette: #FFF4D9,#7B4A2D,#E0A458,#2A2340\n"
    "Context: Maple oat latte $5.50 | Open daily 7am-3pm | Costa Mesa\nMood: playful\nLanguage: en",
    "cafe_th": "Business: cafe\nName: เช้านี้คาเฟ่\nPalette: #FBF3E7,#7B4A2D,#E0A458,#2B211C\n"
    "Context: ลาเต้เย็น แก้วละ 65 บาท | ซื้อ 2 แถมคุกกี้ 1 ชิ้น | เปิด 7.00-17.00 น.\nMood: friendly\nLanguage: th",
    "nail_salon_en": "Business: nail_salon\nName: Rosé Nails\nPalette: #F3EEE8,#C2456E,#F4A6B8,#1F1B24\n"
    "Context: Gel manicure from $38 | Walk-ins welcome Mon-Thu\nMood: elegant\nLanguage: en",
    "nail_salon_th": "Business: nail_salon\nName: นวลเนล\nPalette: #FBF3E7,#C2456E,#F4A6B8,#2B211C\n"
    "Context: ทำเล็บเจล เริ่มต้น 399 บาท | จองคิวล่วงหน้าได้ทุกวัน\nMood: elegant\nLanguage: th",
    "dive_shop_en": "Business: dive_shop\nName: Blue Fin Divers\nPalette: #F7F7F4,#0B6E99,#F6AE2D,#23262B\n"
    "Context: Open Water course in three days | Small groups of four | All gear included\nMood: bold\nLanguage: en",
    "dive_shop_th": "Business: dive_shop\nName: ฟินสบาย ดำน้ำ\nPalette: #FFE9C7,#0B6E99,#F6AE2D,#161616\n"
    "Context: ทริปดำน้ำเกาะเต่า 2 วัน 4,900 บาท | รวมอุปกรณ์และอาหารกลางวัน\nMood: fresh\nLanguage: th",
    "massage_spa_en": "Business: massage_spa\nName: Sabai Thai Massage\nPalette: #F3EEE8,#4F6F52,#C9A66B,#1F1B24\n"
    "Context: 60 minutes Thai massage $65 | Open daily 10am-9pm\nMood: calm\nLanguage: en",
    "massage_spa_th": "Business: massage_spa\nName: บ้านสบาย นวดไทย\nPalette: #FBF3E7,#4F6F52,#C9A66B,#2B211C\n"
    "Context: นวดแผนไทย 1 ชั่วโมง 300 บาท | เปิดทุกวัน 10.00-21.00 น.\nMood: calm\nLanguage: th",
    "taqueria_en": "Business: taqueria\nName: Tacos El Primo\nPalette: #FFF4D9,#1F7A5C,#F2762E,#2A2340\n"
    "Context: Taco Tuesday $2 | Al pastor $3.50 | Open till 11pm\nMood: playful\nLanguage: en",
    "taqueria_th": "Business: taqueria\nName: ทาโก้ป้าแมรี่\nPalette: #FBF3E7,#1F7A5C,#F2762E,#2B211C\n"
    "Context: ทาโก้ไก่ ชิ้นละ 59 บาท | วันอังคาร ซื้อ 2 แถม 1\nMood: playful\nLanguage: th",
}


def photo_stand_in() -> bytes:
    """A JPEG of a filled bowl on a wooden table, seen from above."""
    table = Image.new("RGB", (1280, 960), "#745239")
    pen, dice = ImageDraw.Draw(table), random.Random(4)  # noqa: S311 (art, not secrets)
    for y in range(0, 960, 60):
        pen.rectangle((0, y, 1280, y + 57), fill=(126 + y % 7 * 3, 90 + y % 5 * 3, 62))
    for x in (1000, 1060):
        pen.rectangle((x, 150, x + 30, 900), fill="#BE1E1E")
    pen.ellipse((330, 190, 950, 810), fill="#F5F0E6")
    pen.ellipse((380, 240, 900, 760), fill="#A0461E")
    for _ in range(260):
        turn, reach = dice.random() * math.tau, dice.random() ** 0.5 * 240
        x, y = 640 + math.cos(turn) * reach, 500 + math.sin(turn) * reach
        pen.ellipse((x - 22, y - 9, x + 22, y + 9), fill=dice.choice(("#E8C878", "#5A8C3C", "#C85A28", "#F0E1AA")))
    out = io.BytesIO()
    table.filter(ImageFilter.GaussianBlur(2)).save(out, "JPEG", quality=88)
    return out.getvalue()


def draw_sheet(name: str, prompt: str, *, photo: bytes = b"") -> Image.Image:
    """A gallery under its label, every picture at the same scale."""
    width, height = TILE
    inner = (COLUMNS * (width + GAP) - GAP, ROWS * (height + GAP) - GAP)
    sheet = Image.new("RGB", (inner[0] + 2 * MARGIN, inner[1] + HEAD + 2 * MARGIN - GAP), PAPER)
    label(sheet, name, prompt)
    mask = rounded(TILE)
    for index in range(COLUMNS * ROWS):
        png = pictures.draw(f"{prompt}\nVariation: 1", index=index, width=1024, height=1280, detail="high", photo=photo)
        tile = Image.open(io.BytesIO(png)).convert("RGB").resize(TILE, Image.Resampling.LANCZOS)
        row, column = divmod(index, COLUMNS)
        corner = (MARGIN + column * (width + GAP), HEAD + MARGIN - GAP + row * (height + GAP))
        sheet.paste(tile, corner, mask)
        pen = ImageDraw.Draw(sheet)
        edge = (*corner, corner[0] + width - 1, corner[1] + height - 1)
        pen.rounded_rectangle(edge, ROUND, outline="#E7E2DB")  # a white picture on white paper still has an edge
    return sheet


def label(sheet: Image.Image, name: str, prompt: str) -> None:
    """The trade and language on the left, the brand's colours on the right."""
    pen, (trade, language) = ImageDraw.Draw(sheet), name.rsplit("_", 1)
    title = trade.replace("_", " ").capitalize()
    bold, plain = (ImageFont.truetype(FONTS / f"anuphan-{weight}-latin.ttf", 30) for weight in (700, 500))
    base = MARGIN + 30
    pen.text((MARGIN, base), title, font=bold, fill=INK, anchor="ls")
    pen.text((MARGIN + bold.getlength(title) + 16, base), LANGUAGES[language], font=plain, fill=SOFT, anchor="ls")
    palette = next(line for line in prompt.splitlines() if line.startswith("Palette: ")).removeprefix("Palette: ")
    for number, colour in enumerate(reversed(palette.split(","))):
        corner = (sheet.width - MARGIN - number * 38 - 30, base - 26)
        for tint, side in (("#D8D2CA", 30), (colour, 28)):
            inset = (30 - side) // 2
            dot = Image.new("RGB", (side, side), tint)
            sheet.paste(dot, (corner[0] + inset, corner[1] + inset), rounded(dot.size, side // 2))


def rounded(size: tuple[int, int], radius: int = ROUND) -> Image.Image:
    """A mask with round corners, drawn large so that they come out smooth."""
    mask = Image.new("L", (size[0] * 4, size[1] * 4), 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, mask.width - 1, mask.height - 1), radius * 4, fill=255)
    return mask.resize(size, Image.Resampling.LANCZOS)


def measure(detail: pictures.Detail, *, width: int, height: int) -> str:
    """CPU seconds per picture over one gallery."""
    costs = []
    for index in range(COLUMNS * ROWS):
        begun = time.process_time()
        pictures.draw(BRIEFS["noodle_shop_th"], index=index, width=width, height=height, detail=detail)
        costs.append(time.process_time() - begun)
    return f"{detail} {width}x{height}: mean {sum(costs) / len(costs):.2f} s, most {max(costs):.2f} s"


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    photo = photo_stand_in()
    own = {f"own_photo_{language}": BRIEFS[f"noodle_shop_{language}"] for language in ("en", "th")}
    for name, prompt in (BRIEFS | own).items():
        path = FOLDER / f"{name}.jpg"
        draw_sheet(name, prompt, photo=photo if name in own else b"").save(
            path, quality=80, optimize=True, progressive=True
        )
        print(f"{path.name}: {path.stat().st_size // 1000} kB")
    print(measure("low", width=1024, height=1280))
    print(measure("high", width=1088, height=1360))


if __name__ == "__main__":
    main()
