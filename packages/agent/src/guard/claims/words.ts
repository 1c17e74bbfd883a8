export const ADVERBS =
  '(?:(?:just|now|already|also|successfully|all|both|been|gone ahead and|went ahead and|then|officially|manually|personally|immediately|hereby|actually|fully|safely|duly|indeed|finally|since|kindly|gladly|happily|been able to get|got|had|gotten|this moment|right away|properly|therefore|today|earlier|automatically) ){0,4}';
export const OURS =
  '(?:i|we|my (?:colleague|manager|team|supervisor)|our (?:team|system|staff|colleague|dentist|office|billing team|support team|reception)|the (?:team|system|clinic|practice|office|receptionist|front desk|shop|staff|billing team|finance team|support team|manager))';
export const WHO =
  '(?:a (?:(?:human|real|senior|different) )?(?:colleague|person|human|specialist|manager|representative|receptionist|supervisor|technician|member of (?:our|the|my) (?:team|staff)|team member|human agent|dentist|doctor|nurse|staff member)|someone(?: from (?:our|the) \\w+(?: \\w+)?)?|somebody|one of (?:my|our) (?:colleagues|team|staff|\\w+)|(?:my|our) (?:colleagues?|team|manager|staff|supervisor|support team|billing team|receptionist|office|dentist|specialists?)|the (?:team|manager|clinic|practice|office|receptionist|front desk|shop|dentist|doctor|support team|billing team|staff)|dr \\w+|they)';

export const OBJECT = '(?: (?:it|this|that|you|your|the|an?|him|her|them|both|all|everything|these|those|\\d|£|€|\\$))';
export const GERUND =
  '(?:booking|scheduling|reserving|moving|rescheduling|changing|updating|cancel+ing|refunding|crediting|reimbursing|issuing|processing|sending|emailing|texting|forwarding|transferring|connecting|passing|handing|escalating|notifying|informing|opening|creating|filing|raising|submitting|ordering|applying|adding|removing|deleting|logging|registering|confirming|arranging|putting|charging)';
