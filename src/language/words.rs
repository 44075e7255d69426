//! The small words of the languages that a short text is told by.
//!
//! A hundred words (articles, prepositions, pronouns, auxiliaries) are a fifth to a half of any text, and seldom missing
//! in a headline. A word that several languages share counts for each of them, but less: `die` is German, Afrikaans and
//! English. So a spelling that another listed language has as well belongs into both lists, however rare it is there.

use std::collections::HashMap;
use std::sync::LazyLock;

/// How often the words of each list occur in a text.
pub(super) struct Count {
    /// The words of the text, listed or not.
    pub(super) words: u32,
    /// Per list, the listed words of the text.
    pub(super) hits: [u32; LISTS.len()],
    /// Per list, their weight: 60 for a word of this language alone, 30 for one that two share, and so on.
    pub(super) weights: [u32; LISTS.len()],
}

/// What a word weighs that only one language has.
pub(super) const WHOLE: u32 = 60;

/// Counts the listed words of a text.
pub(super) fn count(text: &str) -> Count {
    let mut count = Count { words: 0, hits: [0; LISTS.len()], weights: [0; LISTS.len()] };
    let mut lower = String::new();
    for word in text.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty()) {
        count.words += 1;
        if word.len() > LONGEST {
            continue;
        }
        lower.clear();
        lower.extend(word.chars().flat_map(char::to_lowercase));
        let Some(word) = INDEX.get(lower.as_str()) else { continue };
        for list in &word.lists {
            count.hits[*list] += 1;
            count.weights[*list] += WHOLE / word.shared;
        }
    }
    count
}

/// Returns the place of the list of a language.
pub(super) fn list_of(tag: &str) -> Option<usize> {
    LISTS.iter().position(|(listed, _)| *listed == tag)
}

/// No listed word is longer, in bytes.
const LONGEST: usize = 24;

/// A word, the lists it is on, and how many those are.
#[derive(Default)]
struct Word {
    lists: Vec<usize>,
    shared: u32,
}

static INDEX: LazyLock<HashMap<&'static str, Word>> = LazyLock::new(|| {
    let mut index: HashMap<&str, Word> = HashMap::new();
    for (list, (_, words)) in LISTS.iter().enumerate() {
        for word in words.split_ascii_whitespace() {
            let word = index.entry(word).or_default();
            word.lists.push(list);
            word.shared += 1;
        }
    }
    index
});

/// The lists: the tag of a language and its small words, in lower case.
pub(super) const LISTS: [(&str, &str); 29] = [
    (
        "de",
        "der die das den dem des ein eine einen einem einer eines und oder aber nicht ist sind war waren wird \
         werden wurde wurden hat haben hatte hatten sein seine seinen sich sie er es wir ihr ihre ich auch \
         auf aus bei mit nach nur noch von vom vor zu zum zur für über unter um als wie wenn dass daß durch \
         gegen im am bis beim mehr kann können soll sollen muss will schon jetzt wieder nun kein keine was \
         wer zwischen ohne seit sowie diese dieser dieses heute wegen wo warum so neue neuer neuen neues \
         neuem sagt sagte sagten gibt geht macht zwei drei vier fünf erste ersten erster viele vielen anderen \
         andere damit dabei dann immer hier sehr doch etwa laut rund ab da weiter weil ihm ihn ihrem ihren \
         ihrer deren dessen seiner seinem seines jeder jede alle allen alles mal man mich mir dir uns euch \
         dich sei seien wäre würde würden könnte könnten sollte sollten müssen darf dürfen bereits erst \
         nichts etwas zurück ganz gar bin bist habe habt ob denn jedoch außerdem während hinter neben fuer \
         ueber wuerde koennen sondern trotz statt wohin deutsche deutschen deutscher deutschland jahr jahre \
         jahren uhr prozent millionen milliarden menschen zeit land tag tage tagen dort beide beiden zwar \
         eigentlich besser alte alten große großen kleine gute guten",
    ),
    (
        "en",
        "the of and to in is was were are be been has have had it its he she his her they their this that \
         these those with for from on at by as not but or an a which who what when will would can could \
         should said after about into over more than how why all you your we our new up out if there no war \
         die man also am hat den so two three four first years year people says say world time day last while \
         during before where here only other some most many such any then because through between under since \
         make made get got back still may might does did do my me him us whose them too very just like \
         another against off own being s t d ll re ve m",
    ),
    (
        "fr",
        "le la les un une des du de et est sont était ont avec pour par sur dans qui que qu il elle ils ce \
         cette ces son sa ses leur leurs aux au pas plus ne se mais ou où été être avoir fait comme tout \
         entre après sans sous nous vous je d l à en y contre selon cet si très aussi lors deux trois peut \
         doit faut elles vers chez depuis avant pendant quand donc alors encore rien tous toutes toute celui \
         celle quelle quel nouveau nouvelle ans an année jour c s m t",
    ),
    (
        "es",
        "el la los las un una unos del de y es son era fue ha han con por para que en se no su sus lo al más \
         pero como o está están ser entre sobre desde hasta cuando también ya sin este esta donde muy contra \
         según tras sido puede pueden sólo así porque mientras quien quién cómo qué cuál todos todas todo \
         nuevo nueva dos tres años año día días hacia durante ante bajo le les nos mi me te ni estos estas \
         ese esa eso había tiene tienen hay",
    ),
    (
        "it",
        "il lo la i gli le un una uno di del della dei delle dello degli da dal dalla nel nella nei al alla \
         ai alle e è sono era ha hanno con per che in si non su sul sulla più ma come anche o questo questa \
         essere tra fra dopo ed contro suo sua ci dagli dalle sugli sulle nell dell all stato stata stati \
         siamo ho hai abbiamo cosa chi perché quando dove due tre anni anno ancora già sempre solo ogni tutti \
         tutto tutta loro suoi sue mi ti ne prima durante nuovo nuova",
    ),
    (
        "pt",
        "o a os as um uma de do da dos das no na nos nas em e é são foi era ao aos à com por para que se não \
         mais mas como seu sua pelo pela ou ser está entre sobre também já após até muito quando ele ela isso \
         num contra segundo dois duas três anos ano dia dias há tem têm ter pode podem desde onde quem porque \
         depois antes durante ainda só mesmo eu me lhe nós você vai foram sido sem nem cada outro outra todos \
         toda nova novo às este esta esse essa isto",
    ),
    (
        "nl",
        "de het een en van in is was zijn waren wordt worden werd heeft hebben had met voor door op aan bij \
         uit om te dat die dit deze niet ook maar als naar over of er hij zij ze we ik je nog wel meer dan \
         kan zal zou geen tot na onder tegen haar hun wat wie toen al moet moeten tussen nieuwe nieuw jaar \
         jaren twee drie eerste veel andere alle alleen hem mijn jouw onze u jij zich zelf omdat terwijl toch \
         zo hier daar waar waarom hoe ons sinds volgens zegt zei gaan gaat komt komen laat maakt tijdens \
         zonder binnen buiten weer eens zien goed mensen land",
    ),
    (
        "da",
        "det den der en et og er var som at i på til med for af fra om har havde ikke de sig han hun vi jeg \
         kan skal vil men eller efter over blev bliver været også blandt noget hvor hvad når mod mellem nu \
         siger meget mere lige dag ud op sin hans ved ind kun år ifølge kunne skulle ville nogle nogen blevet \
         uden deres selv fik får sagde sagt børn vej hver gør hvem hvorfor hvordan siden danske dansk danmark \
         blive alle andre to tre første dette denne disse os dem mig dig jer end da så blot endnu gav igen \
         tilbage kommer går både netop tidligere ligger nye ny",
    ),
    (
        "nb",
        "det den der en et ei og er var som at i på til med for av fra om har hadde ikke de seg han hun vi \
         jeg kan skal vil men eller etter over ble blir vært også blant noe hvor hva når mot mellom nå sier \
         mye mer dag ut opp sin hans ved inn kun bare år ifølge kunne skulle ville noen ifjor dette fikk får \
         uten deres selv sa sagt barn vei hver gjør hvem hvorfor hvordan siden norske norsk norge bli blitt \
         alle andre to tre første denne disse oss dem meg deg dere enn da så igjen tilbake kommer går både \
         fordi tidligere må ligger nye ny gang mener forteller derfor dessuten skriver viser",
    ),
    (
        "sv",
        "det den en ett och är var som att i på till med för av från om har hade inte de sig han hon vi jag \
         kan ska vill men eller efter över blev blir varit också bland något vad när mot mellan nu säger \
         mycket mer dag ut upp sin hans vid in än år enligt kunde skulle ville några någon här där dem detta \
         utan deras själv fick får sade sagt barn väg varje gör vem varför hur sedan svenska svensk sverige \
         bli blivit alla andra två tre första denna dessa oss mig dig er då så igen tillbaka kommer går både \
         eftersom tidigare måste ligger nya ny gång berättar därför visar inom redan kring samt",
    ),
    (
        "fi",
        "ja on ei se hän he oli ovat olivat että mutta tai kun jos kuin myös mukaan sekä joka jotka ole ollut \
         hänen sen tämä nyt vain jo niin vielä mitä kanssa jälkeen eli voi olla sitä siitä näin noin yli minä \
         sinä me olisi pitää saa suomen suomi uusi vuoden vuonna vuotta päivä kaikki muut koska missä miten \
         miksi vaan siis ennen aikana kesken alle luona heidän niitä niiden tämän tuo ettei eivät enää lisää \
         kaksi kolme ensi viime",
    ),
    (
        "pl",
        "i w z na do nie się jest są był była było to że jak co od po za o dla przez przy oraz ale czy tym \
         tego jego jej ich już ma być może tylko także który która które ze we pod jako tak lub między przed \
         roku nowy nowe nowa lat dni dwa trzy bardzo gdzie kiedy dlaczego kto wszystko wszystkich będzie będą \
         mają mogą został została zostały wiele jednak więc ponad około podczas nas nam mnie mi nich swoje \
         swój",
    ),
    (
        "cs",
        "a v z na do ne se je jsou byl byla bylo to že jak co od po za o pro přes při ale či tím toho jeho \
         její jejich již už má být může jen také který která které ze ve pod jako tak nebo mezi před roku si \
         by podle s k i nový nové nová let dní dva tři velmi kde kdy proč kdo všechno všech bude budou mají \
         mohou byli více však tedy kolem během nás nám mě jí nich své svůj jsem jsme ještě protože když aby \
         až",
    ),
    (
        "sk",
        "a v z na do nie sa je sú bol bola bolo to že ako čo od po za o pre cez pri ale či tým toho jeho jej \
         ich už má byť môže len aj ktorý ktorá ktoré zo vo pod tak alebo medzi pred roku si by podľa s k i",
    ),
    (
        "hu",
        "a az és hogy nem is egy van volt ez azt meg már csak de el ki mint vagy még ha ezt pedig lesz \
         szerint után miatt által amely aki ami nagyon több nincs ezek azok között majd így vannak voltak \
         kell lehet mert amikor ahol mindig minden más új két három év évek napon itt ott akik abban ebben \
         neki nekik ő ők mi ti én te be fel le sem ne",
    ),
    (
        "ro",
        "și de la în a cu pe din care este sunt fost nu se să că un o al ale mai pentru prin sau dar ce am au \
         fi lui ei după între până foarte acest această fără unei unui ca își",
    ),
    (
        "tr",
        "ve bir bu da de için ile olarak olan çok daha gibi en ne o kadar sonra ise var yok ancak ama her \
         göre diye oldu olduğu etti edildi değil tarafından üzerine yeni yıl iki üç ilk son gün bütün tüm \
         nasıl neden kim nerede şu biz siz ben sen onlar onun bunun bana sana yüzde üzere önce arasında karşı \
         dedi söyledi oluyor oldular şekilde hem ya eden yapılan yaptı",
    ),
    (
        "af",
        "die het n en van in is was wees word nie met vir deur op aan by uit om te dat wat dit hierdie ook \
         maar as na oor of hy sy hulle ons ek jy nog meer dan kan sal sou geen tot onder teen haar hul toe al \
         moet tussen gesê hom",
    ),
    (
        "ca",
        "el la els les un una de del dels i és són era amb per que en no es al als més però com o està entre \
         sobre des fins quan també ja sense aquest aquesta on molt ha han va van seva seu ser",
    ),
    (
        "hr",
        "i u je na se da su za od s sa o ne to koji koja koje što kao iz do ali bi će te ili bio bila bilo \
         nije nego već kako po prema pri još samo sve nakon godine može biti smo",
    ),
    (
        "sl",
        "in v je na se da so za od s z o ne to ki kot iz do pa bi bo ali bil bila bilo ni že kako po pri še \
         samo vse leta lahko biti smo tudi ter ob",
    ),
    (
        "id",
        "yang dan di ke dari ini itu dengan untuk pada adalah tidak akan dalam juga oleh sebagai karena ada \
         bisa telah sudah saat lebih atau mereka kami saya dia para tersebut menjadi hingga agar kata",
    ),
    (
        "ru",
        "и в на не что с по как это из за от для к о у же бы то его но а он она они было был была были или \
         так также до после при только если уже все еще год года которые который чтобы новый новые лет дней \
         два три очень где когда почему кто всех будет будут может могут быть более однако поэтому около во \
         ко нас нам меня мне ее их них свой свои со об чем там здесь эти эта этого этой",
    ),
    (
        "uk",
        "і в на не що з по як це із за від для до про у же би то його але а він вона вони було був була були \
         або так також після при тільки якщо вже все ще рік року які який щоб та й є новий нові років днів \
         два три дуже де коли чому хто всіх буде будуть може можуть бути більше однак тому близько нас нам \
         мене мені її їх них свій свої зі чим там тут ці ця цього цієї",
    ),
    (
        "bg",
        "и в на не че с по как това от за до към у си бе то му но а той тя те беше са или така също след при \
         само ако вече все още година които който да се е ще",
    ),
    (
        "vi",
        "và của là có cho các được trong một những với không người để đã này khi đến về từ ra năm vào cũng \
         theo",
    ),
    (
        "lt",
        "ir yra kad su į iš ne bet kaip tai už apie po buvo nuo jis ji jo jos arba dar jau tik taip pat iki \
         prie kurie kuris per ar",
    ),
    ("et", "ja on ei et see ta oli aga kui või ka mis kes oma nad seda selle siis veel juba ning pole olnud tema"),
    ("lv", "un ir ka ar uz no par bet kā tas tā bija nav arī vai pēc lai kas kurš tikai vēl jau pie līdz"),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_list_is_in_order() {
        for (tag, words) in LISTS {
            let words: Vec<&str> = words.split_ascii_whitespace().collect();
            assert_eq!(words.iter().collect::<BTreeSet<_>>().len(), words.len(), "{tag} has a word twice");
            for word in words {
                assert!(word.len() <= LONGEST && word.chars().all(char::is_alphabetic), "{tag}: {word}");
                assert_eq!(word, word.to_lowercase(), "{tag}");
            }
        }
    }

    #[test]
    fn a_shared_word_counts_less() {
        let count = count("DAS Haus, l'homme");
        assert_eq!(count.words, 4);
        let german = list_of("de").unwrap();
        assert_eq!((count.hits[german], count.weights[german]), (1, WHOLE / 2), "das is Portuguese, too");
    }
}
