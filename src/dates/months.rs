//! The names of the months in the languages of Europe and their neighbours, as they stand in dates.
//!
//! Source: Unicode CLDR 48 (`cldr-dates-full`, the Gregorian calendar's wide and abbreviated names, as in a date and
//! alone), © Unicode, Inc., under the Unicode License v3 (SPDX `Unicode-3.0`, <https://www.unicode.org/license.txt>).
//! All in lower case and without a final dot. A name stands in the first language that has it and `-` wherever an
//! earlier row or form had it: what is left of a row is what that language adds. Languages that add nothing
//! (nn, bs, fo …) have no row. Names of two words and numbers are left out.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Returns the number of the month with this name, in full or short, in any case.
pub(super) fn named(name: &str) -> Option<u8> {
    if name.len() < 3 || name.len() > LONGEST {
        return None;
    }
    let name = name.to_lowercase();
    let known = |name: &str| BY_NAME.get(name).copied();
    // Turkish capitals lose their dots in other languages' lower case, Hebrew puts `in` before the name.
    known(&name).or_else(|| known(&name.replace("i\u{307}", "i"))).or_else(|| known(name.strip_prefix('ב')?))
}

/// The bytes of the longest name, and some more for capitals that are longer than their small letters.
const LONGEST: usize = 40;

static BY_NAME: LazyLock<HashMap<&'static str, u8>> = LazyLock::new(|| {
    let mut by_name = HashMap::new();
    let forms = LANGUAGES.iter().flat_map(|(_, forms)| forms.iter()).chain(ALSO);
    for form in forms {
        for (name, month) in form.split(' ').zip(1..=12_u8).filter(|(name, _)| *name != "-") {
            by_name.entry(name).or_insert(month);
        }
    }
    by_name
});

/// What is written beside the names of CLDR: Austrian names, short forms, spellings without accents and umlauts.
const ALSO: &[&str] = &[
    "jänner feber maerz - - - - - - - - -",
    "jän - mrz - - - - - - - - -",
    "jann febr - - - - - aoû - - - déce",
    "- fevrier - - - - - aout setiembre - - decembre",
    "- fev - - - - - aou - - - decem",
    "ocak subat - - mayis - - agustos eylul - kasim aralik",
    "- - - - - iunie iulie - - - - -",
];

/// Each language with its forms; each form has twelve names or `-`.
const LANGUAGES: &[(&str, &[&str])] = &[
    (
        "de",
        &[
            "januar februar märz april mai juni juli august september oktober november dezember",
            "jan feb - apr - - - aug sept okt nov dez",
            "- - mär - - jun jul - sep - - -",
        ],
    ),
    ("en", &["january february march - may june july - - october - december", "- - mar - - - - - - oct - dec"]),
    (
        "fr",
        &[
            "janvier février mars avril - juin juillet août septembre octobre novembre décembre",
            "janv févr - avr - - juil - - - - déc",
        ],
    ),
    (
        "es",
        &[
            "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
            "ene - - abr - - - ago - - - dic",
        ],
    ),
    (
        "it",
        &[
            "gennaio febbraio - aprile maggio giugno luglio - settembre ottobre - dicembre",
            "gen - - - mag giu lug - set ott - -",
        ],
    ),
    (
        "pt",
        &[
            "janeiro fevereiro março - maio junho julho - setembro outubro novembro dezembro",
            "- fev - - - - - - - out - -",
        ],
    ),
    ("nl", &["januari februari maart - mei - - augustus - - - -", "- - mrt - - - - - - - - -"]),
    ("da", &["- - marts - maj - - - - - - -"]),
    ("sv", &["- - - - - - - augusti - - - -"]),
    ("nb", &["- - - - - - - - - - - desember", "- - - - - - - - - - - des"]),
    (
        "fi",
        &[
            "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta",
            "tammi helmi maalis huhti touko kesä heinä elo syys loka marras joulu",
            "tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu lokakuu marraskuu joulukuu",
        ],
    ),
    (
        "pl",
        &[
            "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
            "sty lut - kwi - cze lip sie wrz paź lis gru",
            "styczeń luty marzec kwiecień - czerwiec lipiec sierpień wrzesień październik listopad grudzień",
        ],
    ),
    (
        "cs",
        &[
            "ledna února března dubna května června července srpna září října listopadu prosince",
            "led úno bře dub kvě čvn čvc srp zář říj - pro",
            "leden únor březen duben květen červen červenec srpen - říjen - prosinec",
        ],
    ),
    (
        "sk",
        &[
            "januára februára - apríla mája júna júla augusta septembra októbra novembra decembra",
            "- - - - máj jún júl - - - - -",
            "január február marec apríl - - - - - október - -",
        ],
    ),
    (
        "hu",
        &["- - március április május június július augusztus szeptember - - -", "- febr márc ápr - - - - szept - - -"],
    ),
    (
        "ro",
        &[
            "ianuarie februarie martie aprilie - iunie iulie - septembrie octombrie noiembrie decembrie",
            "ian - - - - iun iul - - - - -",
        ],
    ),
    (
        "tr",
        &[
            "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
            "oca şub - nis - haz tem ağu eyl eki kas ara",
        ],
    ),
    ("ca", &["gener febrer març - maig juny juliol agost setembre - - desembre"]),
    ("gl", &["xaneiro febreiro - - - xuño xullo - - - - decembro", "xan - - - - - xul - - - - -"]),
    ("sl", &["- - - - - junij julij avgust - - - -", "- - - - - - - avg - - - -"]),
    ("sr-Latn", &["- - - - - - - - septembar oktobar novembar decembar"]),
    (
        "hr",
        &[
            "siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna - studenoga prosinca",
            "sij velj ožu tra svi - - kol ruj - stu -",
            "siječanj veljača ožujak travanj svibanj lipanj srpanj kolovoz rujan - studeni prosinac",
        ],
    ),
    (
        "sr",
        &[
            "јануар фебруар март април мај јун јул август септембар октобар новембар децембар",
            "јан феб мар апр - - - авг сеп окт нов дец",
        ],
    ),
    (
        "mk",
        &["јануари февруари - - - јуни јули - септември октомври ноември декември", "- фев - - - - - - - - ное дек"],
    ),
    ("bg", &["януари - - - май юни юли - - - - -", "яну - - - - - - - - - - -"]),
    (
        "ru",
        &[
            "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
            "янв февр - - - июн июл - сент - нояб -",
            "январь февраль - апрель - июнь июль - сентябрь октябрь ноябрь декабрь",
        ],
    ),
    (
        "uk",
        &[
            "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
            "січ лют бер квіт трав черв лип серп вер жовт лист груд",
            "січень лютий березень квітень травень червень липень серпень вересень жовтень листопад грудень",
        ],
    ),
    (
        "be",
        &[
            "студзеня лютага сакавіка красавіка - чэрвеня ліпеня жніўня верасня кастрычніка лістапада снежня",
            "сту - сак кра - чэр ліп жні - кас ліс сне",
            "студзень люты сакавік красавік - чэрвень ліпень жнівень верасень кастрычнік лістапад снежань",
        ],
    ),
    (
        "el",
        &[
            "ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου νοεμβρίου δεκεμβρίου",
            "ιαν φεβ μαρ απρ μαΐ ιουν ιουλ αυγ σεπ οκτ νοε δεκ",
            "ιανουάριος φεβρουάριος μάρτιος απρίλιος μάιος ιούνιος ιούλιος αύγουστος σεπτέμβριος οκτώβριος νοέμβριος δεκέμβριος",
            "- - μάρ - μάι ιούν ιούλ αύγ - - νοέ -",
        ],
    ),
    (
        "lt",
        &[
            "sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio lapkričio gruodžio",
            "saus vas kov bal geg birž liep rugp rugs spal lapkr gruod",
            "sausis vasaris kovas balandis gegužė birželis liepa rugpjūtis rugsėjis spalis lapkritis gruodis",
        ],
    ),
    (
        "lv",
        &[
            "janvāris februāris - aprīlis maijs jūnijs jūlijs augusts septembris oktobris novembris decembris",
            "- - - - - jūn jūl - - - - -",
        ],
    ),
    (
        "et",
        &["jaanuar veebruar märts aprill - juuni juuli - - oktoober - detsember", "jaan veebr - - - - - - - - - dets"],
    ),
    ("is", &["janúar febrúar - - maí júní júlí ágúst - - nóvember -", "- - - - - - - ágú - - nóv -"]),
    (
        "ga",
        &[
            "eanáir feabhra márta aibreán bealtaine meitheamh iúil lúnasa - - samhain nollaig",
            "ean feabh - aib beal meith - lún mfómh dfómh samh noll",
        ],
    ),
    (
        "cy",
        &[
            "ionawr chwefror mawrth ebrill - mehefin gorffennaf awst medi hydref tachwedd rhagfyr",
            "ion chwef maw ebr - meh gorff - - hyd tach rhag",
            "- chw - - - - gor - - - - -",
        ],
    ),
    (
        "mt",
        &[
            "jannar frar marzu - mejju ġunju lulju awwissu settembru ottubru novembru diċembru",
            "- fra - - mej ġun lul aww - - - diċ",
        ],
    ),
    (
        "sq",
        &[
            "janar shkurt - prill - qershor korrik gusht shtator tetor nëntor dhjetor",
            "- shk - pri - qer korr gush sht tet nën dhj",
        ],
    ),
    ("lb", &["- - mäerz abrëll mee - - - - - - -", "- - mäe - - - - - - - - -"]),
    (
        "rm",
        &[
            "schan favr - - matg zercl fan avust sett - - -",
            "schaner favrer - avrigl - zercladur fanadur - settember - - -",
        ],
    ),
    (
        "eu",
        &[
            "urtarrila otsaila martxoa apirila maiatza ekaina uztaila abuztua iraila urria azaroa abendua",
            "urt ots - api - eka uzt abu ira urr aza abe",
        ],
    ),
    (
        "az",
        &[
            "yanvar fevral - aprel - iyun iyul avqust sentyabr oktyabr noyabr dekabr",
            "yan - - - - iyn iyl avq sen - noy dek",
        ],
    ),
    (
        "hy",
        &[
            "հունվարի փետրվարի մարտի ապրիլի մայիսի հունիսի հուլիսի օգոստոսի սեպտեմբերի հոկտեմբերի նոյեմբերի դեկտեմբերի",
            "հնվ փտվ մրտ ապր մյս հնս հլս օգս սեպ հոկ նոյ դեկ",
            "հունվար փետրվար մարտ ապրիլ մայիս հունիս հուլիս օգոստոս սեպտեմբեր հոկտեմբեր նոյեմբեր դեկտեմբեր",
        ],
    ),
    (
        "ka",
        &[
            "იანვარი თებერვალი მარტი აპრილი მაისი ივნისი ივლისი აგვისტო სექტემბერი ოქტომბერი ნოემბერი დეკემბერი",
            "იან თებ მარ აპრ მაი ივნ ივლ აგვ სექ ოქტ ნოე დეკ",
        ],
    ),
    ("he", &["ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר"]),
    ("ar", &["يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر"]),
    ("id", &["- - maret - - - - agustus - - - -", "- - - - - - - agu - - - -"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_many_languages() {
        for (name, month) in [
            ("Oktober", 10),
            ("OKT", 10),
            ("März", 3),
            ("MÄRZ", 3),
            ("Jänner", 1),
            ("août", 8),
            ("listopada", 11),
            ("září", 9),
            ("августа", 8),
            ("жовтня", 10),
            ("Οκτωβρίου", 10),
            ("KASIM", 11),
            ("Ağustos", 8),
            ("أكتوبر", 10),
            ("באוקטובר", 10),
            ("spalio", 10),
            ("lokakuuta", 10),
        ] {
            assert_eq!(named(name), Some(month), "{name}");
        }
        for word in ["", "Oktoberfest", "ma", "tag", "-", "Uhr"] {
            assert_eq!(named(word), None, "{word}");
        }
    }

    #[test]
    fn every_form_has_twelve_places() {
        for form in LANGUAGES.iter().flat_map(|(_, forms)| forms.iter()).chain(ALSO) {
            assert_eq!(form.split(' ').count(), 12, "{form}");
        }
    }
}
