namespace ModelArts.Sdk.Testing;

/// <summary>What a simulator made of the way in which a request was authenticated.</summary>
public enum SimulatorAuthentication
{
    /// <summary>It was not looked at: nothing that the simulator knows was asked for, or the request could not be read.</summary>
    NotChecked,

    /// <summary>There was neither a token nor a signature.</summary>
    Missing,

    /// <summary>The token is good.</summary>
    TokenAccepted,

    /// <summary>The token is not one that this simulator gave.</summary>
    TokenUnknown,

    /// <summary>The token is past its time.</summary>
    TokenExpired,

    /// <summary>The token is not for a project.</summary>
    TokenWithoutProject,

    /// <summary>The signature is good.</summary>
    SignatureAccepted,

    /// <summary>The header with the signature is not of a known form, or what it says is signed is missing.</summary>
    SignatureMalformed,

    /// <summary>The time of the signature is more than 15 minutes away from the simulator's.</summary>
    SignatureOutOfTime,

    /// <summary>The signature is another one than that of the request by the secret key.</summary>
    SignatureMismatch,

    /// <summary>The access key is none of the simulator's.</summary>
    AccessKeyUnknown,

    /// <summary>The security token of a temporary access key is missing or wrong, or came with a permanent one.</summary>
    SecurityTokenWrong,

    /// <summary>Who asks is known, but asks for another project than one of the credential's.</summary>
    ProjectMismatch,

    /// <summary>User, password and domain are good.</summary>
    PasswordAccepted,

    /// <summary>The user, the password or the domain is wrong.</summary>
    PasswordWrong,

    /// <summary>The signature is good, but the temporary access key is past its time.</summary>
    AccessKeyExpired,
}
