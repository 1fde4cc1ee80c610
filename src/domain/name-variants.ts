/** Spellings of one name, a line each; the first is the one it is compared as. Two names of different lines never agree by sound. */
const SPELLINGS = `
muhammad mohammed mohammad mohamed mohamad muhammed muhamed muhamad mohammod mohomed mahomed mahommed mahammad mohd muhd mhd md mohammud mohamud mehmet
mahmud mahmood mahmoud mehmood mehmud mahamud
ahmed ahmad ahamed ahammed ahmmed ahmet ahamad
hamid hameed
hussain hussein husain husein hossain hossein hosain hussien husayn hossen
hassan hasan hassen hasen
hussaini husseini hosseini
ali aly
choudhury chowdhury chaudhry chaudhary choudhary chowdhry chaudhuri chaudry choudhry choudry choudhuri chaudhari
iqbal ikbal eqbal
yusuf yousuf yousaf yusef youssef yousef yusuff yousif yussuf
rahman rehman rahaman rahmaan
usman osman uthman othman usmaan ousmane
umar omar umer oumar omer
imran emran
ibrahim ebrahim ibraheem ibrahem
ismail esmail ismaeel ismael ismaiel
said saeed sayeed saied
syed sayed sayyid sayyed seyed saiyed syeed
shaikh sheikh sheik shaik shaykh
qureshi quraishi koreshi kureshi quereshi
miah mia miya miyah mian
uddin udin deen din
ullah ulla
fatima fatema fatimah fathima
aisha ayesha aysha ayisha aishah
khadija khadijah khatija
nasrin nasreen nasrine
yasmin yasmeen jasmin yesmin yasmine
tariq tarik tareq tarek tareeq tarique
faruq farooq faruk farouk farook faruque
khalid khaled kaled
wahid waheed
rashid rasheed
majid majeed
aziz azeez ajij
nazir nazeer najir
bashir basheer
zahid zaheed jahid
zahir zaheer jahir
jamil jameel
karim kareem
salim saleem selim
nadim nadeem
wasim waseem vasim
naim naeem nayeem
javed javid javaid jawed jawaid
parvez pervez parvaiz pervaiz parwez
akhtar akhter aktar akter aktor
islam eslam
mustafa mustapha moustafa
mukhtar muktar mokhtar
singh sing
kaur kour
begum begom beghum
bibi bebe
khatun khatoon
abdullah abdulla abdallah
zulfiqar zulfikar zulfqar
siddique siddiqui siddiqi sidiki siddiki siddeeq
ansari ansary
bilal bilaal
hamza hamzah
mariam maryam mariyam miriam
zainab zaynab zeinab
sophia sofia
catherine katherine kathryn catharine katharine kathrine
stephen steven stephan
geoffrey jeffrey jeffery geoffry
alexander aleksander aleksandr alexandr alexandre
nicholas nicolas nikolas
philip phillip
matthew mathew
ann anne
sarah sara
alan allan allen
graham graeme grahame
brian bryan
jon john
ian iain
lynn lynne
clark clarke
thompson thomson tompson
smith smyth smythe
reid read reade reed
davis davies
stewart stuart
phillips philips
`

const CANONICAL = new Map(
  SPELLINGS.trim()
    .split('\n')
    .flatMap((line) => {
      const spellings = line.split(' ')
      return spellings.map((spelling): [string, string] => [spelling, spellings[0] ?? spelling])
    }),
)

/** The one spelling that stands for a name; a name not in the table stands for itself. */
export function canonical(name: string): string {
  return CANONICAL.get(name) ?? name
}

/** Whether the table says how this name is spelt. */
export function isKnown(name: string): boolean {
  return CANONICAL.has(name)
}
