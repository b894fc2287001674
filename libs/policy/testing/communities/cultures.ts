import type { Dice } from './dice.js';

export type Sex = 'female' | 'male';

/** How people of one origin are named; names by falling frequency. */
export interface Culture {
  surnames: readonly (readonly [string, number])[];
  forenames: Readonly<Record<Sex, readonly (readonly [string, number])[]>>;
  /** How those were named who are grandparents now, where fashions change. */
  elders?: Readonly<Record<Sex, readonly (readonly [string, number])[]>>;
  /** Share of men whose first word is one of the religious names that nobody goes by (Mohammed Imran goes by Imran). */
  namedAfterProphet?: number;
  /** The surname that somebody of a family bears, where it is not the family's own. */
  surnameOf?: (family: string, sex: Sex, dice: Dice) => string;
  /** Share of wives who take the husband's surname. */
  wivesTakeName: number;
  /** Share of sons who are named after their father. */
  sonsNamedAfterFather: number;
  threeGenerations: number;
}

/** "Jones 11, Davies 8": weights; what has none falls gently from the first to the last. */
function weighted(list: string): [string, number][] {
  const entries = list.split(',').map((entry) => entry.trim());
  return entries.map((entry, place) => {
    const [, name = entry, weight] = /^(.*?)(?: (\d+(?:\.\d+)?))?$/.exec(entry) ?? [];
    return [name, weight === undefined ? 30 / (place + 12) : Number(weight)];
  });
}

const MEN =
  'David, Paul, Andrew, Mark, Michael, James, Christopher, Daniel, Matthew, Robert, Stephen, Richard, Lee, Jonathan, ' +
  'Simon, Adam, Thomas, Ian, Darren, Ryan, Ben, Craig, Peter, Martin, Gary, Steven, Luke, Neil, Kevin, Jason, Stuart, ' +
  'Nathan, Scott, Joseph, William, Anthony, Philip, Alexander, Carl, Sean, Nicholas, Samuel, Dean, Wayne, Graham, Jamie, ' +
  'Aaron, Gavin, Liam, Edward, George, Marc, Shaun, Karl, Oliver, Dominic, Patrick, Tim, Barry, Justin, Russell, Keith, ' +
  'Kieran, Joshua, Charles, Colin, Trevor, Henry, Toby, Damian, Leon, Rory, Giles, Hugh, Max, Ross';
const WOMEN =
  'Sarah, Claire, Emma, Rebecca, Laura, Nicola, Lisa, Kelly, Victoria, Michelle, Rachel, Gemma, Amy, Joanne, Helen, ' +
  'Karen, Samantha, Louise, Donna, Hannah, Jennifer, Katie, Stacey, Natalie, Charlotte, Julie, Amanda, Zoe, Anna, Kate, ' +
  'Lucy, Alison, Jessica, Catherine, Hayley, Leanne, Kerry, Danielle, Tracey, Elizabeth, Stephanie, Angela, Emily, ' +
  'Susan, Kirsty, Jane, Sharon, Lindsay, Natasha, Rachael, Deborah, Jodie, Carly, Fiona, Heather, Tina, Melanie, Jo, ' +
  'Abigail, Sophie, Alice, Tanya, Ruth, Naomi, Anne-Marie, Georgina, Beth, Holly, Tara, Rosie, Philippa, Harriet';
const OLD_MEN =
  'John, David, Michael, Peter, Robert, Anthony, Brian, Alan, William, James, Richard, Kenneth, Roger, Keith, Colin, Barry, ' +
  'Raymond, Terence, Malcolm, Graham, Derek, Geoffrey, Dennis, Trevor, Ronald, Philip, Stephen, Paul, Gerald, Clive, Norman, ' +
  'Stuart, Martin, Ian, Roy, Leonard, Douglas, Gordon, Frank, Eric, Ernest, Arthur, Bernard, Cyril, Reginald, Ivor, Thomas';
const OLD_WOMEN =
  'Margaret, Susan, Christine, Patricia, Jean, Linda, Janet, Maureen, Carol, Barbara, Pauline, Ann, Sandra, Sheila, ' +
  'Jacqueline, Elizabeth, Mary, Judith, Valerie, Gillian, Kathleen, Brenda, Marion, Lynne, Jennifer, Hilary, Rosemary, Eileen, ' +
  'Diane, Lesley, Sylvia, Joyce, Shirley, June, Wendy, Dorothy, Doreen, Beryl, Irene, Marjorie, Vera, Joan, Audrey, Hazel';
const ENGLISH_SURNAMES =
  'Smith, Taylor, Brown, Wilson, Johnson, Walker, Wright, Robinson, Thompson, White, Green, Hall, Wood, Harris, Martin, ' +
  'Jackson, Clarke, Turner, Hill, Cooper, Ward, Moore, Clark, Baker, King, Allen, Mitchell, Parker, Bennett, Cook, Shaw, ' +
  'Young, Bell, Miller, Kelly, Marshall, Carter, Webb, Mills, Palmer, Collins, Barker, Knight, Chapman, Mason, Fox, Dixon, ' +
  "Hunt, Gibson, Payne, Holmes, Pearson, Butler, Harvey, Barnes, Fisher, O'Brien, Murphy, Walsh, Ryan, Byrne, McCarthy, " +
  'Bailey, Cole, Stevens, Spencer, Lawrence, Perry, Dawson, Fletcher, Ellis, Arnold, Burton, Hart, Brooks, Bishop, Nash, ' +
  'Potter, Pope, Lamb, Stone, Field, Barrett, Newton, Carr, Hudson, Rose, Sharp, Wheeler, Hancock, Sutton, Kent, Tate, ' +
  'Osborne, Vaughan, Peacock, Blackwell, Farr, Gale, Whitlock, Tucker, Pike, Ridley, Thorne, Yates, Winter, Marsh, Noble';

const english: Culture = {
  surnames: weighted(ENGLISH_SURNAMES),
  forenames: { male: weighted(MEN), female: weighted(WOMEN) },
  elders: { male: weighted(OLD_MEN), female: weighted(OLD_WOMEN) },
  wivesTakeName: 0.7,
  sonsNamedAfterFather: 0.03,
  threeGenerations: 0.03,
};

const welsh: Culture = {
  ...english,
  surnames: weighted(
    'Jones 12, Davies 9, Williams 8.5, Evans 7, Thomas 6, Morgan 4, Lewis 4, Rees 3.2, Jenkins 3, Griffiths 3, Edwards 3, ' +
      'Roberts 2.5, Price 2.5, James 2.5, Phillips 2.5, Hughes 2, Richards 2, Morris 1.8, Powell 1.5, Lloyd 1.5, Owen 1.3, ' +
      'Harris 1.3, Watkins 1.2, Howells 1, Bowen 1, Llewellyn 1, Prosser 0.8, Parry 0.8, Pugh 0.6, Probert 0.6, Llŷr 0.2, ' +
      'Smith 1.2, Taylor 0.8, Brown 0.6, Collins 0.6, Murphy 0.4, Carpanini 0.4, Bracchi 0.3, Ellis 0.6, Hopkins 1, John 1.2',
  ),
  forenames: {
    male: weighted(
      'David 4, Gareth 4, Paul 3, Andrew 3, Rhys 3, Mark 3, Michael 2.5, Huw 1.5, Gethin 1, Stephen 2.5, Robert 2, Lee 2.5, ' +
        'Craig 2.5, Jason 2, Geraint 1.2, Dylan 1.2, Owain 1, Siôn 1, Ieuan 0.8, Alun 1, Darren 2, Christopher 2.5, ' +
        'Matthew 2.5, Daniel 2.5, James 2.5, Richard 2, Kevin 1.5, Ryan 2, Nathan 1.8, Adam 1.8, Jonathan 1.8, Wayne 1.2, ' +
        'Carl 1, Dean 1, Gavin 1.5, Ceri 0.8, Emyr 0.6, Iwan 0.8, Dafydd 1, Llŷr 0.3, Aled 0.8, Martin 1.2, Simon 1.5, ' +
        'Thomas 1.2, William 1, John 2, Peter 1, Anthony 1, Philip 1, Ian 1.5, Neil 1, Steffan 0.8, Tomos 0.5, Liam 1, Jamie 1',
    ),
    female: weighted(
      'Sarah 4, Rhian 2, Claire 3, Emma 3, Nicola 3, Kelly 2.5, Siân 2.2, Bethan 2, Rachel 2.5, Lisa 2.5, Donna 1.8, Ceri 1.5, ' +
        'Carys 1, Lowri 0.8, Catrin 1, Nia 1, Angharad 0.6, Cerys 0.6, Elin 0.6, Rebecca 2.5, Laura 2.5, Victoria 1.8, ' +
        'Michelle 2, Leanne 2, Joanne 1.8, Stacey 1.8, Gemma 2, Natalie 1.8, Louise 1.8, Hayley 1.5, Samantha 1.8, Karen 1.2, ' +
        'Julie 1.2, Amanda 1.2, Rhiannon 1.5, Delyth 0.5, Eleri 0.6, Mair 0.4, Sharon 1, Tracey 1, Helen 1.5, Katie 1.5, ' +
        'Hannah 1.5, Jessica 1.2, Amy 1.5, Kirsty 1, Charlotte 1, Danielle 1, Anne-Marie 0.5, Lynne 0.6, Susan 0.8, Zoe 0.8',
    ),
  },
  elders: {
    male: weighted(`Gwyn, Glyn, Idris, Emrys, Ieuan, Alun, Gareth, ${OLD_MEN}`),
    female: weighted(`Gwen, Megan, Gwyneth, Mair, Glenys, Eirlys, ${OLD_WOMEN}`),
  },
  sonsNamedAfterFather: 0.06,
  threeGenerations: 0.06,
};

const ISLAMIC_MEN =
  'Imran, Asif, Tariq, Bilal, Usman, Kashif, Adnan, Shahid, Nadeem, Faisal, Omar, Ali, Hassan, Hussain, Zahid, Khalid, ' +
  'Rashid, Waqar, Arif, Javed, Amir, Yasir, Kamran, Saeed, Naveed, Sajid, Abdul, Ibrahim, Yusuf, Hamza, Irfan, Aftab, ' +
  'Salim, Junaid, Rizwan, Waseem, Sohail, Zubair, Haroon, Nasir';

const pakistani: Culture = {
  surnames: weighted(
    'Khan 12, Ahmed 8, Hussain 8, Ali 7, Mahmood 4, Iqbal 4, Akhtar 3, Malik 4, Shah 4, Butt 3, Raja 2, Mirza 2, Sheikh 3, ' +
      'Chaudhry 3, Qureshi 2, Siddiqui 2, Rehman 2, Aslam 2, Ashraf 2, Anwar 2, Bhatti 2, Javed 1.5, Saleem 1.5, Parveen 0',
  ),
  forenames: {
    male: weighted(ISLAMIC_MEN),
    female: weighted(
      'Fatima, Ayesha, Saima, Nadia, Shazia, Sadia, Farah, Rubina, Nasreen, Zainab, Samina, Sobia, Sana, Amina, Rabia, ' +
        'Noreen, Tahira, Uzma, Bushra, Shabana, Rukhsana, Nazia, Maryam, Hina, Asma, Khadija, Mehwish, Iqra, Parveen, Yasmin',
    ),
  },
  namedAfterProphet: 0.3,
  surnameOf: (family, sex, dice) =>
    sex === 'female' && dice.chance(0.35)
      ? dice.pick(['Bibi', 'Begum', 'Akhtar', 'Kauser', 'Parveen'])
      : family,
  wivesTakeName: 0.55,
  sonsNamedAfterFather: 0.01,
  threeGenerations: 0.25,
};

const bangladeshi: Culture = {
  ...pakistani,
  surnames: weighted(
    'Ahmed 8, Uddin 8, Miah 8, Ali 7, Hussain 6, Islam 6, Rahman 8, Khan 5, Hoque 4, Alam 3, Choudhury 6, Chowdhury 4, Haque 3',
  ),
  forenames: {
    male: weighted(
      'Abdul 6, Shah 3, Kamal, Jamal, Rafiq, Shofiqul, Nazrul, Monir, Faruk, Habibur, Mizanur, Anwar, Shamim, Selim, ' +
        'Jahangir, Rezaul, Saiful, Ashraf, Tareq, Ruhul, Delwar, Sadiq, Masud, Zakir, Iqbal, Nurul, Fazlul, Badrul',
    ),
    female: weighted(
      'Fatema, Rahima, Nasima, Shahida, Rokeya, Salma, Shirin, Nazma, Taslima, Farhana, Sultana, Ayesha, Jahanara, Halima, ' +
        'Rehana, Amina, Parul, Lutfa, Hasina, Monwara, Shamima, Khaleda, Rabeya, Sabina, Rina, Shelina, Mina, Dilara',
    ),
  },
  namedAfterProphet: 0.4,
  surnameOf: (family, sex, dice) =>
    sex === 'female' && dice.chance(0.75)
      ? dice.pick(['Begum', 'Begum', 'Begum', 'Khatun', 'Akter', 'Bibi'])
      : family,
  wivesTakeName: 0.2,
};

/** Forenames of men and women are the same ones; the second name tells them apart, where it is the surname. */
const SIKH =
  'Manpreet, Harpreet, Gurpreet, Jaspreet, Amandeep, Kuldeep, Sukhdeep, Rajinder, Balwinder, Jasvir, Gurmeet, Navdeep, ' +
  'Paramjit, Surinder, Harjit, Baljit, Ranjit, Kulwinder, Sandeep, Mandeep, Gurdeep, Kamaljit, Inderjit, Satnam, Jagdeep, ' +
  'Ravinder, Sukhwinder, Lakhvir, Tejinder, Simran, Kiran, Hardeep, Prabhjot, Gagandeep, Charanjit';
const sikh: Culture = {
  surnames: weighted(
    'Singh 14, Gill 5, Sandhu 4, Dhillon 4, Sidhu 3, Grewal 3, Bains 2, Mann 2, Johal 2, Sohal 2, Virk 1, Rai 2',
  ),
  forenames: { male: weighted(SIKH), female: weighted(SIKH) },
  surnameOf: (family, sex, dice) =>
    family === 'Singh' || dice.chance(0.25) ? (sex === 'female' ? 'Kaur' : 'Singh') : family,
  wivesTakeName: 0.5,
  sonsNamedAfterFather: 0.01,
  threeGenerations: 0.25,
};

const gujarati: Culture = {
  surnames: weighted(
    'Patel 25, Shah 8, Mehta 4, Desai 3, Joshi 3, Parmar 3, Chauhan 3, Solanki 2, Amin 2, Sharma 3, Mistry 2',
  ),
  forenames: {
    male: weighted(
      'Amit, Rajesh, Sanjay, Nilesh, Hitesh, Jayesh, Mitesh, Ketan, Bhavesh, Dipesh, Manish, Vijay, Anil, Sunil, Kalpesh, ' +
        'Pritesh, Chirag, Nikhil, Rakesh, Mahesh, Suresh, Ashok, Kiran, Dinesh, Paresh, Ravi, Neel, Jignesh, Haresh, Vikesh',
    ),
    female: weighted(
      'Priya, Nisha, Hina, Bhavna, Daksha, Hetal, Jigna, Komal, Meena, Neha, Pooja, Rekha, Sonal, Sejal, Trupti, Urvashi, ' +
        'Varsha, Alpa, Anita, Bina, Chetna, Dipti, Falguni, Jaya, Kalpana, Kiran, Manisha, Mita, Rupal, Shilpa',
    ),
  },
  wivesTakeName: 0.85,
  sonsNamedAfterFather: 0,
  threeGenerations: 0.2,
};

const westAfrican: Culture = {
  surnames: weighted(
    'Mensah 4, Owusu 4, Boateng 3, Asante 3, Osei 3, Appiah 2, Adjei 2, Agyeman 2, Adeyemi 3, Okafor 3, Adebayo 3, Okonkwo 2, ' +
      'Eze 2, Ogunleye 2, Olawale 2, Balogun 2, Bello 2, Nwosu 2, Oladipo 2, Okoro 2, Kamara 3, Sesay 2, Conteh 2, Bangura 2, ' +
      'Jalloh 2, Koroma 2, Diallo 1, N’Diaye 1, Ofori-Atta 1, Addo-Kufuor 1',
  ),
  forenames: {
    male: weighted(
      'Kwame, Kofi, Emmanuel, Samuel, Daniel, Kwabena, Yaw, Oluwaseun, Chinedu, Tunde, Emeka, Babatunde, Ibrahim, Joseph, ' +
        'Isaac, Michael, Femi, Segun, Ikechukwu, Kwasi, Ebenezer, Abdul-Rahman, Olumide, Chukwuemeka, Ade, Prince, Mohamed, ' +
        'Alhassan, Peter, Francis, Ọláyínká',
    ),
    female: weighted(
      'Abena, Ama, Akosua, Grace, Blessing, Comfort, Esi, Adwoa, Funmilayo, Ngozi, Chioma, Folake, Adaeze, Mercy, Patience, ' +
        'Mary, Fatmata, Aminata, Bukola, Yetunde, Oluwatoyin, Efua, Joy, Esther, Ifeoma, Titilayo, Mariama, Florence, Janet',
    ),
  },
  wivesTakeName: 0.65,
  sonsNamedAfterFather: 0.03,
  threeGenerations: 0.06,
};

/** A person's names are the own, the father's and the grandfather's; offices cut them apart where they please. */
const somali: Culture = {
  surnames: weighted(
    'Mohamed Ali 4, Abdi Hassan 4, Ahmed Mohamed 4, Hussein Omar 3, Ali Farah 3, Hassan Abdi 3, Omar Yusuf 2, Warsame Ali 2, ' +
      'Ibrahim Nur 2, Yusuf Jama 2, Abdullahi Osman 2, Jama Ahmed 2, Mohamud Hersi 1, Aden Ismail 2, Mohamed 6, Hassan 3',
  ),
  forenames: {
    male: weighted(
      'Mohamed 8, Ahmed 4, Abdi 4, Ali 3, Hassan 3, Omar 3, Yusuf 2, Abdirahman 2, Ismail 2, Mahad, Liban, Guled',
    ),
    female: weighted(
      'Amina, Fadumo, Hodan, Halima, Sahra, Asha, Ifrah, Khadra, Maryan, Nimo, Deqa, Hamdi, Ayan, Zahra, Ubah',
    ),
  },
  surnameOf: (_family, _sex, dice) => dice.weigh(somali.surnames),
  wivesTakeName: 0,
  sonsNamedAfterFather: 0,
  threeGenerations: 0.08,
};

const polish: Culture = {
  surnames: weighted(
    'Kowalski 3, Nowak 4, Wiśniewski 2, Wójcik 2, Kowalczyk 2, Kamiński 2, Lewandowski 2, Zieliński 2, Szymański 2, Woźniak 2, ' +
      'Dąbrowski 2, Kozłowski 2, Mazur 2, Błaszczyk 1, Popescu 3, Ionescu 2, Popa 3, Radu 2, Stan 2, Dumitru 2, Ivanov 2',
  ),
  forenames: {
    male: weighted(
      'Piotr, Krzysztof, Tomasz, Paweł, Marcin, Michał, Łukasz, Grzegorz, Andrzej, Adam, Rafał, Mariusz, Dariusz, Jakub, ' +
        'Andrei, Mihai, Alexandru, Ionuț, Cristian, Adrian, Marius, Florin, Georgi, Dimitar',
    ),
    female: weighted(
      'Anna, Katarzyna, Małgorzata, Agnieszka, Magdalena, Joanna, Monika, Aleksandra, Beata, Ewelina, Karolina, Justyna, ' +
        'Zofia, Maria, Elena, Ioana, Andreea, Mihaela, Cristina, Alina, Simona, Gabriela, Ivanka',
    ),
  },
  surnameOf: (family, sex) => (sex === 'female' ? family.replace(/(s|ń)ki$/, '$1ka') : family),
  wivesTakeName: 0.85,
  sonsNamedAfterFather: 0.02,
  threeGenerations: 0.04,
};

const cultures = { english, welsh, pakistani, bangladeshi, sikh, gujarati, westAfrican, somali, polish };
export type CultureName = keyof typeof cultures;
export const CULTURES: Readonly<Record<CultureName, Culture>> = cultures;

/** The surname that somebody of this culture and sex bears in a family of this name. */
export const surnameIn = (culture: Culture, family: string, sex: Sex, dice: Dice): string =>
  culture.surnameOf?.(family, sex, dice) ?? family;
