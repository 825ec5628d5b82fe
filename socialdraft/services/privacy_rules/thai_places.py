"""Names of Thai provinces, districts, roads with numbered lanes and large buildings: data of the address rules."""

from socialdraft.services.privacy_rules.lexicon import listed

# Provinces and the districts people write after a sub-district, with the short forms in use.
REGIONS = (
    "กรุงเทพมหานคร กรุงเทพฯ กรุงเทพ กทม กระบี่ กาญจนบุรี กาฬสินธุ์ กำแพงเพชร ขอนแก่น จันทบุรี ฉะเชิงเทรา แปดริ้ว ชลบุรี ชัยนาท ชัยภูมิ "
    "ชุมพร เชียงราย เชียงใหม่ ตรัง ตราด ตาก นครนายก นครปฐม นครพนม นครราชสีมา โคราช นครศรีธรรมราช นครศรี นครสวรรค์ นนทบุรี "
    "นราธิวาส น่าน บึงกาฬ บุรีรัมย์ ปทุมธานี ประจวบคีรีขันธ์ ประจวบ ปราจีนบุรี ปัตตานี พระนครศรีอยุธยา อยุธยา พะเยา พังงา พัทลุง "
    "พิจิตร พิษณุโลก เพชรบุรี เพชรบูรณ์ แพร่ ภูเก็ต มหาสารคาม มุกดาหาร แม่ฮ่องสอน ยโสธร ยะลา ร้อยเอ็ด ระนอง ระยอง ราชบุรี "
    "ลพบุรี ลำปาง ลำพูน เลย ศรีสะเกษ สกลนคร สงขลา สตูล สมุทรปราการ สมุทรสงคราม สมุทรสาคร สระแก้ว สระบุรี สิงห์บุรี สุโขทัย "
    "สุพรรณบุรี สุพรรณ สุราษฎร์ธานี สุราษฎร์ สุรินทร์ หนองคาย หนองบัวลำภู อ่างทอง อุดรธานี อุดร อุตรดิตถ์ อุทัยธานี อุบลราชธานี อุบล "
    "อำนาจเจริญ พระนคร ดุสิต หนองจอก บางรัก บางเขน บางกะปิ ปทุมวัน ป้อมปราบ พระโขนง มีนบุรี ลาดกระบัง ยานนาวา สัมพันธวงศ์ "
    "พญาไท ธนบุรี บางกอกใหญ่ ห้วยขวาง คลองสาน ตลิ่งชัน บางกอกน้อย บางขุนเทียน ภาษีเจริญ หนองแขม ราษฎร์บูรณะ บางพลัด ดินแดง "
    "บึงกุ่ม สาทร บางซื่อ จตุจักร บางคอแหลม ประเวศ คลองเตย สวนหลวง จอมทอง ดอนเมือง ราชเทวี ลาดพร้าว วัฒนา บางแค หลักสี่ สายไหม "
    "คันนายาว สะพานสูง วังทองหลาง คลองสามวา บางนา ทวีวัฒนา ทุ่งครุ บางบอน เมืองนนท์ ปากเกร็ด บางกรวย บางใหญ่ บางบัวทอง ไทรน้อย "
    "ลำลูกกา คลองหลวง ธัญบุรี สามโคก รังสิต บางพลี บางบ่อ พระประแดง สามพราน นครชัยศรี กระทุ่มแบน บ้านแพ้ว ศรีราชา บางละมุง พัทยา "
    "เมืองพัทยา สัตหีบ พานทอง พนัสนิคม บ้านบึง บ้านฉาง ปลวกแดง แกลง หาดใหญ่ สะเดา ถลาง กะทู้ เกาะสมุย เกาะพะงัน เกาะเต่า ปาย แม่ริม "
    "หางดง สันทราย สันกำแพง สารภี ดอยสะเก็ด แม่สาย แม่สอด หัวหิน ชะอำ ปราณบุรี ปากช่อง บางปะอิน วังน้อย บ้านโป่ง โพธาราม ท่าม่วง "
    "วารินชำราบ ทุ่งสง ตะกั่วป่า เบตง หาดป่าตอง"
)
LATIN_REGIONS = (
    "bangkok bkk krungthep krabi kanchanaburi khon_kaen chanthaburi chachoengsao chonburi chon_buri "
    "chumphon chiang_rai "
    "chiang_mai cnx trang trat nakhon_pathom nakhon_phanom nakhon_ratchasima korat nakhon_si_thammarat nakhon_sawan "
    "nonthaburi nan buriram buri_ram pathum_thani prachuap prachuap_khiri_khan pattani ayutthaya phayao "
    "phang_nga phangnga "
    "phatthalung phichit phitsanulok phetchaburi phrae phuket mae_hong_son yala ranong rayong ratchaburi "
    "lopburi lampang "
    "lamphun loei sakon_nakhon songkhla satun samut_prakan samut_sakhon saraburi sukhothai suphan_buri "
    "surat_thani surin "
    "nong_khai udon udon_thani ubon ubon_ratchathani phra_nakhon dusit bang_rak bangrak bang_khen bang_kapi pathum_wan "
    "phra_khanong min_buri lat_krabang yan_nawa samphanthawong phaya_thai huai_khwang khlong_san bang_phlat din_daeng "
    "sathon chatuchak prawet khlong_toei klongtoey suan_luang don_mueang don_muang ratchathewi watthana "
    "wattana bang_khae "
    "lak_si sai_mai bang_na bangna pak_kret bang_yai bang_bua_thong si_racha sriracha bang_lamung banglamung pattaya "
    "sattahip hat_yai hatyai thalang kathu koh_samui ko_samui samui koh_phangan koh_tao koh_chang "
    "koh_lanta pai mae_rim "
    "hang_dong san_sai hua_hin cha-am cha_am pak_chong"
)
# Roads whose lanes carry the road's name and a number: สุขุมวิท 36 is a lane.
AVENUES = (
    "สุขุมวิท พหลโยธิน ลาดพร้าว ลาดปลาเค้า รัชดาภิเษก รัชดา รามคำแหง รามอินทรา เพชรเกษม อ่อนนุช เอกมัย ทองหล่อ จรัญสนิทวงศ์ จรัญ "
    "แจ้งวัฒนะ งามวงศ์วาน วิภาวดี สาทร สีลม นิมมานเหมินท์ นิมมาน ราชพฤกษ์ ศรีนครินทร์ ประชาอุทิศ เจริญกรุง เจริญนคร นวมินทร์ วัชรพล "
    "ประชาชื่น ติวานนท์ สุขสวัสดิ์ อารีย์ อินทามระ เสรีไทย ลาซาล แบริ่ง สุขาภิบาล บรมราชชนนี เทพารักษ์ แพรกษา นาคนิวาส เพชรบุรี "
    "ปรีดีพนมยงค์ พัฒนาการ เฉลิมพระเกียรติ อุดมสุข ปุณณวิถี สาธุประดิษฐ์ เอกชัย วงศ์สว่าง สามัคคี ประดิพัทธ์ พุทธบูชา คู้บอน หทัยราษฎร์ "
    "นาเกลือ โชคชัย สุทธิสาร เทอดไท พัฒนาชนบท เคหะร่มเกล้า บางขุนนนท์ บางบอน บางแวก ราชวิถี สรงประภา "
    "นราธิวาสราชนครินทร์ นราธิวาส สวนผัก ประชาราษฎร์ ประชาสงเคราะห์ สวนพลู ร่มเกล้า ปรีดี สุขุฯ "
    "วิภาฯ รามฯ พหลฯ รัชดาฯ จรัญฯ ลพ. ล.พ. กรุงเทพกรีฑา สะแกงาม รัตนาธิเบศร์"
)
LATIN_AVENUES = (
    "sukhumvit sukumvit phahonyothin phaholyothin ladprao lat_phrao ladphrao ratchada ratchadaphisek ramkhamhaeng rama "
    "ramintra petchkasem phetkasem onnut on_nut ekkamai ekamai thonglor thong_lo ari charansanitwong charan "
    "chaengwattana ngamwongwan vibhavadi sathorn sathon silom nimman nimmanhaemin nimmanahaeminda srinakarin "
    "charoenkrung charoen_krung nawamin lasalle bearing udomsuk udom_suk punnawithi phetchaburi pattanakarn naklua "
    "pracha_uthit bangna asoke"
)
# Malls, markets and makers of flats: names that stand for a building.
LANDMARKS = (
    "เซ็นทรัล เซนทรัล โรบินสัน โลตัส บิ๊กซี แม็คโคร เดอะมอลล์ สยามพารากอน สยามสแควร์ เทอร์มินอล เมกาบางนา เมกะบางนา แฟชั่นไอส์แลนด์ "
    "ซีคอน ฟิวเจอร์พาร์ค แพลทินัม ไอคอนสยาม เอ็มควอเทียร์ เอ็มโพเรียม ดิโอลด์สยาม ยูเนี่ยนมอลล์ มาบุญครอง จังซีลอน พันธุ์ทิพย์ "
    "เอสพลานาด เกตเวย์ ลุมพินี ศุภาลัย แอสปาย ไอดีโอ เดอะไลน์ เดอะเบส เดอะเบล เดอะทรี เดอะคีย์ เดอะพาร์ค ยูนิโอ ยูดีไลท์ "
    "รีเจ้นท์โฮม แชปเตอร์ พลัมคอนโด ดีคอนโด เซ็นทริค ริธึ่ม เอลลิโอ ไนท์บริดจ์ พฤกษา แสนสิริ บ้านกลางเมือง โกลเด้นทาวน์ เดอะซี้ด ทีซีกรีน "
    "คาซ่าวิลล์ เพอร์เฟค มัณฑนา ชัยพฤกษ์ สราญสิริ เศรษฐสิริ บุราสิริ คณาสิริ ฮาบิเทีย พลีโน่ ธนาสิริ พนาสนธิ์ เสนาวิลล์ เดอะคอนเนค "
    "เดอะแพลนท์ เดอะเซนโทร วิลล่า นิช เมืองทอง นิรันดร์ บ้านเอื้ออาทร"
)
LATIN_PLACES = listed("condo condominium mansion tower building residence residences apartment apartments place")
