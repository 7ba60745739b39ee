namespace ModelArts.Sdk.ContractTests.OpenValues;

/// <summary>
/// The known values under their names, written out: whoever changes a wire form, or takes a name away, changes what users' programs
/// mean and must see it here.
/// </summary>
public sealed class KnownValueTests
{
    private static readonly Dictionary<string, string> Pinned = new()
    {
        ["AccessMode"] = "ReadOnlyMany=ReadOnlyMany ReadWriteMany=ReadWriteMany",
        ["DevEnvironmentType"] = "Notebook=Notebook",
        ["FlavorSaleStatus"] = "OnSale=onSale SoldOut=soldOut",
        ["HardwareType"] = "Cpu=CPU Gpu=GPU Ascend=ASCEND",
        ["InstanceAction"] = "Start=start Stop=stop Restart=restart Queue=queue Dequeue=dequeue",
        ["InstanceFlavor"] =
            """
            VmCpu2U=modelarts.vm.cpu.2u VmCpu8U=modelarts.vm.cpu.8u VmGpuP100=modelarts.vm.gpu.p100 VmGpuV100=modelarts.vm.gpu.v100
            VmCpuFree=modelarts.vm.cpu.free VmGpuFree=modelarts.vm.gpu.free Kat1XLarge=modelarts.kat1.xlarge
            BmGpuV100NV32=modelarts.bm.gpu.v100NV32
            """,

        // An underscore stands for a space, which these alone hold.
        ["InstanceProfileId"] =
            """
            MultiEngine1Python2Cpu=Multi-Engine_1.0_(python2)-cpu MultiEngine1Python2Gpu=Multi-Engine_1.0_(python2)-gpu
            MultiEngine1Python3Cpu=Multi-Engine_1.0_(python3)-cpu MultiEngine1Python3Gpu=Multi-Engine_1.0_(python3)-gpu
            MultiEngine2Python3=Multi-Engine_2.0_(python3)
            """,
        ["InstanceStatus"] =
            """
            CreateQueuing=CREATE_QUEUING Creating=CREATING CreateFailed=CREATE_FAILED StartQueuing=START_QUEUING
            ReadyToStart=READY_TO_START Starting=STARTING Restarting=RESTARTING StartFailed=START_FAILED Running=RUNNING
            Stopping=STOPPING Stopped=STOPPED Unavailable=UNAVAILABLE Deleting=DELETING Deleted=DELETED Resizing=RESIZING
            ResizeFailed=RESIZE_FAILED
            """,
        ["ModelArtsErrorCode"] =
            """
            InternalError=ModelArts.0010 ParameterError=ModelArts.0101 NotAuthorized=ModelArts.0108 PolicyDenied=ModelArts.0112
            WorkspaceQuotaExhausted=ModelArts.0113 QuotaInsufficient=ModelArts.0118 TokenMissing=ModelArts.0201
            TokenExpired=ModelArts.0202 TokenInvalid=ModelArts.0203 TokenWithoutProject=ModelArts.0204
            AccessKeyRefused=ModelArts.0206 ProjectMismatch=ModelArts.0210 ServiceTimeout=ModelArts.6100 ServiceBusy=ModelArts.6101
            ServerError=ModelArts.6102 NoResources=ModelArts.6200 AccountSuspended=ModelArts.6201 AccountRestricted=ModelArts.6203
            InstanceNameExists=ModelArts.6301 InstanceLimitReached=ModelArts.6302 FieldNotSortable=ModelArts.6303
            InstanceMustBeStopped=ModelArts.6304 InstanceAlreadyRunning=ModelArts.6305 InstanceIsStarting=ModelArts.6306
            InstanceAlreadyStopped=ModelArts.6307 InstanceIsStopping=ModelArts.6308 InstanceNotFound=ModelArts.6309
            StorageRequired=ModelArts.6316 StoragePathRequired=ModelArts.6317 StoragePathNotDirectory=ModelArts.6318
            StorageAccessFailed=ModelArts.6320 FlavorUnsupported=ModelArts.6323 StorageTypeUnsupported=ModelArts.6324
            AccountFrozen=ModelArts.6326 InstanceNotRunning=ModelArts.6327 FlavorNotPermitted=ModelArts.6328
            FlavorSoldOut=ModelArts.6329 ProfileFlavorMismatch=ModelArts.6330 VolumeSizeOutOfRange=ModelArts.6331
            ParameterTypeWrong=ModelArts.6332 InstanceRecovering=ModelArts.6333 ForbiddenCharacter=ModelArts.6334
            ParameterRequired=ModelArts.6335 ParameterValueWrong=ModelArts.6336 AutoStopNotModifiable=ModelArts.6347
            AutoStopDurationRequired=ModelArts.6348 AutoStopDurationOutOfRange=ModelArts.6349 StorageAccessDenied=ModelArts.6350
            PoolInitializing=ModelArts.6355 OperationConflict=ModelArts.6357 StoragePathIsBucketRoot=ModelArts.6358
            CapacityInsufficient=ModelArts.6360 ResourceNotFound=ModelArts.6404
            """,
        ["PromotionType"] = "Free=Free NoDiscount=NoDiscount",
        ["ProvisionEngine"] = "Cce=CCE",
        ["ProvisionType"] = "Docker=Docker",
        ["RepositoryProtocol"] = "Ssh=ssh Https=https",
        ["RepositoryType"] = "CodeClub=CodeClub GitHub=GitHub",
        ["ResourcePoolType"] = "UserDefined=USER_DEFINED",
        ["StorageType"] = "Obs=obs Obsfs=obsfs Evs=evs Efs=efs",
    };

    public static TheoryData<string> Sets => [.. OpenValueSet.Names];

    [Theory]
    [MemberData(nameof(Sets))]
    public void KnownValues_HaveThePinnedWireForms(string name)
    {
        Dictionary<string, string> expected = Pinned[name]
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('='))
            .ToDictionary(pair => pair[0], pair => name == "InstanceProfileId" ? pair[1].Replace('_', ' ') : pair[1]);

        Assert.Equal(Lines(expected), Lines(OpenValueSet.Named(name).Known()));
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void KnownValues_AreDistinct(string name)
    {
        IReadOnlyDictionary<string, string> known = OpenValueSet.Named(name).Known();

        Assert.Equal(known.Count, known.Values.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void HardwareType_AscendInEitherSpelling_IsOne()
    {
        Assert.Equal(DevEnvironments.HardwareType.Ascend, new DevEnvironments.HardwareType("Ascend"));
        Assert.Equal("Ascend", new DevEnvironments.HardwareType("Ascend").Value);
    }

    private static IEnumerable<string> Lines(IReadOnlyDictionary<string, string> values) =>
        values.Select(value => $"{value.Key} = {value.Value}").Order(StringComparer.Ordinal);
}
