"""How different the studio's pictures are, and whether a final is its own candidate: figures for docs/pictures.md.

`python bench/pictures.py` draws 50 galleries in both languages from prompts as the product writes them, compares
all pairs of each, then finishes 200 picks and looks for each final's nearest candidate.
"""

import json
import sys
from itertools import combinations
from multiprocessing import Pool
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from socialdraft.policy import Category, Language, Platform, Tone
from socialdraft.services import imaging
from socialdraft.services.ai import brief
from socialdraft.services.ai.extractor import Extracted, Fact, Kind, Season
from socialdraft.services.ai.palettes import Style
from socialdraft.studio import pictures
from socialdraft.studio.words.concepts import think_up

PER_LANGUAGE, PER_CALL, CALLS = 25, 4, 5
PICKED_BRIEFS = 10
SMALL, CANDIDATE, FINAL = (256, 320), (1024, 1280), (1088, 1360)
ITEMS = {
    Category.CAFE: ("Maple oat latte $5.50", "ลาเต้เย็น แก้วละ 65 บาท"),
    Category.RESTAURANT: ("Green curry set $14", "แกงเขียวหวาน ชุดละ 120 บาท"),
    Category.NOODLE_SHOP: ("Boat noodles 45 baht", "ก๋วยเตี๋ยวเรือ ชามละ 45 บาท"),
    Category.TAQUERIA: ("Taco Tuesday $2", "ทาโก้ไก่ ชิ้นละ 59 บาท"),
    Category.BAKERY: ("Sourdough loaf $8", "ขนมปังซาวโดว์ ก้อนละ 150 บาท"),
    Category.NAIL_SALON: ("Gel manicure from $38", "ทำเล็บเจล เริ่มต้น 399 บาท"),
    Category.HAIR_SALON: ("Cut and blow dry $45", "ตัดผมสระไดร์ 250 บาท"),
    Category.MASSAGE_SPA: ("60 minutes Thai massage $65", "นวดแผนไทย 1 ชั่วโมง 300 บาท"),
    Category.BOUTIQUE: ("Linen dresses from $49", "เดรสผ้าลินิน เริ่มต้น 590 บาท"),
    Category.FLORIST: ("Peony bouquets $35", "ช่อดอกไม้ ช่อละ 350 บาท"),
    Category.DIVE_SHOP: ("Open Water course in three days", "ทริปดำน้ำเกาะเต่า 2 วัน 4,900 บาท"),
    Category.GYM: ("First week free", "สมาชิกรายเดือน 990 บาท"),
    Category.PET_CARE: ("Dog bath and trim $40", "อาบน้ำตัดขนน้องหมา 350 บาท"),
    Category.AUTO_REPAIR: ("Oil change $59", "เปลี่ยนถ่ายน้ำมันเครื่อง 890 บาท"),
    Category.MARKET_STALL: ("Mangoes 3 for $5", "มะม่วงน้ำดอกไม้ กิโลละ 60 บาท"),
    Category.OTHER: ("Keys cut while you wait", "รับปั๊มกุญแจ รอรับได้เลย"),
}
HOURS = {Language.EN: "Open Sat-Sun 10:00-15:00", Language.TH: "เปิดเสาร์-อาทิตย์ 10.00-15.00 น."}
NAMES = {Language.EN: ("Golden Corner", "Little Harbour"), Language.TH: ("ร้านป้าศรี", "บ้านริมคลอง")}


def prompts(number: int, language: Language) -> tuple[str, ...]:
    """The five prompts of one gallery, written as a job writes them."""
    category = list(ITEMS)[number % len(ITEMS)]
    style, tone = list(Style)[number % len(Style)], list(Tone)[number % len(Tone)]
    item = ITEMS[category][0 if language is Language.EN else 1]
    seasons = (Season.NONE, Season.NONE, Season.SONGKRAN, Season.NONE, Season.CHRISTMAS)
    facts = (Fact(Kind.ITEM, item), Fact(Kind.HOURS, HOURS[language]))
    extracted = Extracted(language, item, facts, seasons[number % len(seasons)])
    asked = brief.request(
        extracted, category=category, tone=tone, style=style, language=language, platform=Platform.FACEBOOK,
        shop_name=NAMES[language][number % 2], count_of_concepts=CALLS, safety_id="bench", seed=str(number),
    )  # fmt: skip
    return brief.prompts(
        json.dumps(think_up(json.loads(asked.text))), extracted=extracted, category=category, tone=tone, style=style,
        language=language, shop_name=NAMES[language][number % 2], images_per_call=PER_CALL,
    )  # fmt: skip


def gallery(texts: tuple[str, ...], size: tuple[int, int]) -> list[bytes]:
    width, height = size
    return [
        pictures.draw(text, index=index, width=width, height=height, detail="low")
        for text in texts
        for index in range(PER_CALL)
    ]


def apart(job: tuple[int, Language]) -> list[float]:
    """The distances of all pairs of one gallery."""
    drawn = [imaging.opened(png) for png in gallery(prompts(*job), SMALL)]
    return [imaging.likeness(one, other) for one, other in combinations(drawn, 2)]


def finished(job: tuple[int, Language]) -> list[tuple[bool, float, float]]:
    """Of each pick of one gallery: is its own candidate the nearest, how near, and how near is the next."""
    drawn = gallery(prompts(*job), CANDIDATE)
    opened = [imaging.opened(png) for png in drawn]
    found = []
    for number, png in enumerate(drawn):
        final = imaging.opened(pictures.redraw(png, width=FINAL[0], height=FINAL[1], detail="high"))
        distances = [imaging.likeness(final, other) for other in opened]
        others = min(distance for place, distance in enumerate(distances) if place != number)
        found.append((distances[number] < others, distances[number], others))
    return found


def main() -> int:
    jobs = [(number, language) for number in range(PER_LANGUAGE) for language in Language]
    with Pool(2) as pool:
        pairs = pool.map(apart, jobs, chunksize=1)
        picks = [pick for rows in pool.map(finished, jobs[:PICKED_BRIEFS], chunksize=1) for pick in rows]
    for language in Language:
        rows = [distance for job, found in zip(jobs, pairs, strict=True) if job[1] is language for distance in found]
        print(f"{language.value}: {PER_LANGUAGE} briefs, {len(rows)} pairs, nearest {min(rows):.3f},"
              f" middle {sorted(rows)[len(rows) // 2]:.3f}")  # fmt: skip
    own = sum(1 for nearest, _, _ in picks if nearest)
    print(f"finals nearest to their own candidate: {own} of {len(picks)}")
    print(f"distance to its own: at most {max(pick[1] for pick in picks):.4f};"
          f" to any other: at least {min(pick[2] for pick in picks):.3f}")  # fmt: skip
    return 0 if own == len(picks) else 1


if __name__ == "__main__":
    sys.exit(main())
